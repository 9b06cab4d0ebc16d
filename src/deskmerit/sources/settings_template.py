"""The commented `deskmerit.yaml` that `deskmerit init` writes, in Chinese and English."""

from collections.abc import Mapping

_ZH = """\
# 工作区设置。改完后运行 `deskmerit validate` 检查；每一项的说明见 docs/calendars.md。

organisation: 客服中心
zone: Asia/Shanghai              # 本组织时区：月份、工作日、期限都按它计算
month_starts_on: 1               # 月度起始日，1 到 28；从 26 日起的月度以结束所在月命名

calendar: service                # 默认营业时段：工单未注明日历时用它计时；写 none 则全天候计时
workdays: office                 # 工作日日历：在岗天数、面谈和申诉期限按它计算

calendars:
  service:
    zone: Asia/Shanghai
    weekly:                      # 未写的日子休息；可写多段；跨夜写 "22:00-06:00"；全天候写 weekly: 24x7
      mon-fri: ["09:00-12:00", "13:00-18:00"]
      sat: ["09:00-13:00"]
    # changes:                   # 自某日起改用新的时段
    #   - from: 2026-07-01
    #     weekly:
    #       daily: ["08:00-22:00"]
    holidays: cn                 # 国务院公布的放假与调休；未公布的年份按“未知”处理，不作猜测
    # holidays: [cn, 2026-12-24] # 另加本组织自己的假日
    # make_up_days:              # 调休上班日或当天另有时段的日子；不写时段则用周一的
    #   2026-12-26: ["09:00-12:00"]
  office:
    weekly:
      mon-fri: ["09:00-18:00"]
    holidays: cn

bots: []                         # 机器人和系统账号（agent_id 或事件中的 actor_id），从不计为客服
protected_leave: [病假, 产假, 陪产假, 工伤假, 婚假, 丧假]   # 受保护的假别：不影响得分与激励
show_rank: false                 # 是否在绩效表上显示排名

# sources:                       # 直接接入的客服系统，见 docs/helpdesks.md；凭据只放在环境变量 DESKMERIT_DESK_TOKEN 中
#   desk: {kind: zendesk, url: "https://example.zendesk.com"}
"""

_EN = """\
# Settings of this workspace. After a change run `deskmerit validate`; docs/calendars.md explains each of them.

organisation: Service centre
zone: Europe/London              # the organisation's zone: months, working days and deadlines follow it
month_starts_on: 1               # 1 to 28; a month that starts on the 26th is named after the one it ends in

calendar: service                # opening hours of tickets that name no calendar; none = around the clock
workdays: office                 # tells working days: active days, deadlines of interviews and appeals

calendars:
  service:
    zone: Europe/London
    weekly:                      # other days are closed; several spans a day; "22:00-06:00" runs into the next day;
      mon-fri: ["09:00-12:30", "13:00-18:00"]   # around the clock is weekly: 24x7
      sat: ["09:00-13:00"]
    # changes:                   # other hours from a date on
    #   - from: 2026-07-01
    #     weekly:
    #       daily: ["08:00-22:00"]
    holidays: {country: GB, subdiv: ENG}
    # holidays: [GB-ENG, 2026-12-24]            # and days off of your own
    # make_up_days:              # working days on a day off, or days with hours of their own (without: Monday's)
    #   2026-12-26: ["09:00-12:00"]
  office:
    weekly:
      mon-fri: ["09:00-17:30"]
    holidays: {country: GB, subdiv: ENG}

bots: []                         # bots and system accounts (agent_id, or actor_id of events), never credited
protected_leave: [sick, maternity, paternity, parental, bereavement]   # leave that lowers no score and no award
show_rank: false                 # whether scorecards show a rank

# sources:                       # live helpdesks: docs/helpdesks.md; the credential only in DESKMERIT_DESK_TOKEN
#   desk: {kind: zendesk, url: "https://example.zendesk.com"}
"""

SETTINGS_TEMPLATE: Mapping[str, str] = {"zh": _ZH, "en": _EN}
