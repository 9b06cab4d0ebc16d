"""What can be wrong with the sources of a workspace, and what a sync tells."""

from deskmerit.report.messages.base import Message
from deskmerit.report.messages.by_case import ByCase

MESSAGES: dict[str, Message] = {
    "source-not-a-map": Message(
        "The source “{name}” says nothing.",
        "Write at least its kind and address: {name}: {{kind: zendesk, url: https://…}}",
        "数据源“{name}”没有内容。",
        "至少写明类型和地址：{name}: {{kind: zendesk, url: https://…}}",
    ),
    "source-bad-name": Message(
        "“{name}” can't be the name of a source.",
        "Use letters, digits, blanks, dots, - and _; begin with a letter or digit.",
        "“{name}”不能作为数据源名称。",
        "请使用文字、数字、空格、点、- 和 _，并以文字或数字开头。",
    ),
    "source-bad-value": Message(
        "The source “{name}” has {key} “{value}”.",
        "It may be: {allowed}",
        "数据源“{name}”的 {key} 为“{value}”。",
        "可以是：{allowed}",
    ),
    "source-unknown-key": Message(
        "The source “{name}” doesn't know {key}.",
        "Its keys are: {allowed}",
        "数据源“{name}”没有 {key} 这一项。",
        "可用的项：{allowed}",
    ),
    "source-needs-key": Message(
        "The source “{name}” of kind {kind} doesn't say its {key}.",
        "Add {key} to its entry; docs/helpdesks.md says what it is.",
        "数据源“{name}”（{kind}）没有写明 {key}。",
        "请在该项中补充 {key}，含义见 docs/helpdesks.md。",
    ),
    "source-secret-in-file": Message(
        "The source “{name}” has a credential in the file ({key}); it isn't used.",
        "Remove it here and in older versions of the file, make a new one in the helpdesk, and give it by the "
        "environment (DESKMERIT_…_TOKEN) or the keyring.",
        "数据源“{name}”把凭据写在了文件里（{key}），不予使用。",
        "请从文件及其历史版本中删除，在客服系统中另建凭据，并通过环境变量（DESKMERIT_…_TOKEN）或系统钥匙串提供。",
    ),
    "sync-not-installed": Message(
        "What asks helpdesks isn't installed.",
        "Run: `pip install 'deskmerit[helpdesks]'`",
        "未安装访问客服系统所需的组件。",
        "请运行：`pip install 'deskmerit[helpdesks]'`",
    ),
    "sync-no-credential": Message(
        "There is no credential for “{name}”.",
        "Set the variable {variable}, or run: `keyring set deskmerit {name}`",
        "没有“{name}”的凭据。",
        "请设置环境变量 {variable}，或运行：`keyring set deskmerit {name}`",
    ),
    "sync-stopped": ByCase(
        "The helpdesk stopped answering ({reason} at {path}); {loads} loads before that are kept.",
        "Run the same command again after a while: it goes on from there.",
        "客服系统中断了应答（{path} 处：{reason}）；此前的 {loads} 批已保存。",
        "稍后再次运行同一命令，即可从断点继续。",
        {
            "credential": Message(
                "The helpdesk refuses the credential ({reason} at {path}); {loads} loads before that are kept.",
                "Look whether {variable} (or the keyring) holds a valid one, of an account with the rights that "
                "docs/helpdesks.md names for this kind; then run the same command again.",
                "客服系统拒绝了凭据（{path} 处：{reason}）；此前的 {loads} 批已保存。",
                "请检查 {variable}（或系统钥匙串）中的凭据是否有效、其账号是否具备 docs/helpdesks.md 所列权限，"
                "然后再次运行同一命令。",
            ),
            "address": Message(
                "What answers isn't such a helpdesk ({reason} at {path}); {loads} loads before that are kept.",
                "Look at kind and url of the entry in deskmerit.yaml: the url is the helpdesk's address without the "
                "path of its interface, such as https://desk.example.com. Then run the same command again.",
                "应答的不是该类客服系统（{path} 处：{reason}）；此前的 {loads} 批已保存。",
                "请检查 deskmerit.yaml 中该项的 kind 和 url：url 是客服系统的地址，不含接口路径，"
                "如 https://desk.example.com。然后再次运行同一命令。",
            ),
            "unreachable": Message(
                "The helpdesk can't be reached, or answers too late; {loads} loads before that are kept.",
                "Look at the url in deskmerit.yaml and at this computer's network; then run the same command again: it "
                "goes on from there.",
                "无法连接客服系统，或应答过慢；此前的 {loads} 批已保存。",
                "请检查 deskmerit.yaml 中的 url 和本机网络，然后再次运行同一命令，即可从断点继续。",
            ),
            "settings": Message(
                "The source's {reason} can't be used: {path}. {loads} loads before that are kept.",
                "Mend it in the entry of deskmerit.yaml, or in the import map that the entry names.",
                "数据源的 {reason} 无法使用：{path}。此前的 {loads} 批已保存。",
                "请在 deskmerit.yaml 的该项中，或在其所引用的导入映射中更正。",
            ),
        },
    ),
    "sync-overtaken": Message(
        "Somebody else is writing to the lake.",
        "Run the command again when the other one has ended.",
        "另有进程正在写入数据湖。",
        "等其结束后再次运行该命令。",
    ),
    "sync-anew": Message(
        "The source's settings, or how it is mapped, changed since the last sync: everything is fetched anew.",
        "",
        "自上次同步以来，数据源的设置或映射方式有变化：全部重新获取。",
        "",
    ),
    "sync-refused": Message(
        "{count} rows are refused; they are kept with the reason in {file} of the lake.",
        "Mend them in the helpdesk or by the source's settings (statuses, for instance); the next sync that meets "
        "their tickets takes them.",
        "有 {count} 行不被采用，连同原因保存在数据湖的 {file} 中。",
        "请在客服系统中更正，或调整数据源设置（例如 statuses）；下次同步到相应工单时会重新采用。",
    ),
    "sync-clock-ahead": Message(
        "{count} events are later than now: the clock of the helpdesk, or of this computer, is wrong.",
        "Set the clocks; the times of the helpdesk are kept as they are.",
        "有 {count} 个事件晚于当前时间：客服系统或本机的时钟不准。",
        "请校准时钟；客服系统的时间按原样保存。",
    ),
    "sync-one-name": Message(
        "{count} people are called “{name}”: {agents}. They count as different people.",
        "If they are one person, give both logins to that person in identities.",
        "有 {count} 人同名“{name}”：{agents}，按不同的人计。",
        "如果是同一人，请在账号对照中把这些账号都归到同一客服工号。",
    ),
    "sync-name-of-two": Message(
        "Two agents are called “{name}” ({logins}), and the helpdesk says only the name: nobody is credited.",
        "Give one of them another name in the helpdesk.",
        "有两位客服同名“{name}”（{logins}），而客服系统只按姓名说明是谁：不归属任何人。",
        "请在客服系统中为其中一人改名。",
    ),
    "sync-nobody-listed": Message(
        "The helpdesk lists no agents to this account: who is one goes by what people did.",
        "Give the account the right to list people, or name the others under `agents` of the source.",
        "客服系统没有向此账号列出客服人员：谁是客服按其行为判断。",
        "请授予该账号查看人员的权限，或在数据源的 `agents` 中列出其余的人。",
    ),
    "sync-left": Message(
        "{count} logins serve no more; their earlier work stays theirs: {logins}.",
        "",
        "有 {count} 个账号已不再服务，其以往的工作仍归其本人：{logins}。",
        "",
    ),
    "source-needs-calendar": Message(
        "The source “{name}” names calendars, but the workspace has no default one.",
        "Write `calendar: NAME` into deskmerit.yaml: it counts for tickets of every other group.",
        "数据源“{name}”指定了日历，但工作区没有默认日历。",
        "请在 deskmerit.yaml 中写明 `calendar: 名称`：其他组的工单按它计时。",
    ),
    "sync-hours-differ": Message(
        "The calendar “{calendar}” is other than the opening hours “{name}” of the helpdesk: {differences}. Figures go "
        "by the calendar.",
        "If the new hours count, add a dated change to the calendar; `deskmerit sync --calendars` shows it.",
        "日历“{calendar}”与客服系统的营业时段“{name}”不同：{differences}。数字仍按日历计算。",
        "如果应采用新时段，请在日历中加一条注明日期的变更；`deskmerit sync --calendars` 会给出写法。",
    ),
    "sync-hours-elsewhere": Message(
        "Tickets of “{word}” go by the calendar “{ours}” here, in the helpdesk by “{theirs}”.",
        "If the helpdesk is right, change `calendars` of the source “{source}”; all its tickets are then mapped anew.",
        "“{word}”的工单在本系统按日历“{ours}”计时，在客服系统按“{theirs}”。",
        "如以客服系统为准，请修改数据源“{source}”的 `calendars`；其全部工单将重新对应。",
    ),
    "sync-hours-unused": Message(
        "The helpdesk keeps opening hours that no calendar here has: {names}.",
        "To use them run `deskmerit sync --calendars`, which writes them as calendars; nothing counts before you name "
        "them in deskmerit.yaml.",
        "客服系统有营业时段，而这里没有相同的日历：{names}。",
        "如需采用，请运行 `deskmerit sync --calendars` 写成日历文件；在 deskmerit.yaml 中引用之前不起作用。",
    ),
    "sync-hours-not-told": Message(
        "A source of kind {kind} doesn't tell its opening hours.",
        "Write the calendar yourself, as docs/calendars.md says.",
        "{kind} 类数据源不提供营业时段。",
        "请按 docs/calendars.md 自行编写日历。",
    ),
    "reconcile-no-figures": Message(
        "A source of kind {kind} gives no figures of its own.",
        "There is nothing to compare with; `deskmerit cases` shows how ours come about.",
        "{kind} 类数据源没有自己的统计数字。",
        "无从对照；可用 `deskmerit cases` 查看本系统数字的来历。",
    ),
    "reconcile-nothing": Message(
        "There is no ticket of this source in the period of which the helpdesk gives figures.",
        "Run `deskmerit sync` first, or choose another period.",
        "该周期内没有可对照的工单。",
        "请先运行 `deskmerit sync`，或另选周期。",
    ),
}
