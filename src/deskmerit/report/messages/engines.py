"""What keeps an engine, or a warehouse to write into, from being used."""

from deskmerit.report.messages.base import Message

MESSAGES: dict[str, Message] = {
    "engine-unknown": Message(
        "{address} is no engine.",
        "Write one of: {known}.",
        "没有引擎 {address}。",
        "请写：{known}。",
    ),
    "engine-missing": Message(
        "The package {package}, through which {engine} is spoken to, is not installed.",
        "Install it: `pip install 'deskmerit[{extra}]'`.",
        "未安装连接 {engine} 所需的 {package}。",
        "请安装：`pip install 'deskmerit[{extra}]'`。",
    ),
    "engine-unreachable": Message(
        "{engine} at {address} can't be used: {why}.",
        "Check host, port, user and password, that this computer may connect, and what that user may do.",
        "无法使用 {engine}（{address}）：{why}。",
        "请检查主机、端口、用户名和密码，本机是否允许连接，以及该用户的权限。",
    ),
    "warehouse-unknown": Message(
        "{address} is no place for results.",
        "Write one of: {known}.",
        "{address} 不能存放结果。",
        "请写：{known}。",
    ),
}
