"""What an import may be, and how a file or an undoing is refused. Pure: no database, no Flask."""

from datetime import timedelta
from enum import StrEnum

from market.errors import Conflict, InvalidInput, NotAllowed, TooLarge
from market.language import Sentence
from market.states import Move, StateTable

CHUNK_ROWS, CHUNK_BYTES = 1000, 4 * 1024 * 1024
# A process that dies in the middle gives its import back after this.
LEASE = timedelta(seconds=10)
# What the worker gives an import before it looks after others again.
SLICE_SECONDS = 4.0
# What the child may take to read a file, by the clock.
READ_SECONDS = 240.0
# How long an import waits that another process has in hand.
BUSY = timedelta(seconds=5)
# How long a file lies about until it is taken in.
LONGEST_WAIT = timedelta(days=2)
# Of one sender, waiting or being taken in.
MOST_OPEN = 5
# Rows that wait for a person, and the letters of their cells: beyond, the whole file is wrong.
MOST_HELD, MOST_KEPT = 20_000, 20_000_000
# Cells that wait for a person are personal data: nobody looks after a quarter of a year.
CELLS_KEPT = timedelta(days=90)
DEFAULT_PROVINCE = "20"


class Kind(StrEnum):
    HOUSEHOLDS = "households"
    SHOPS = "shops"
    PRODUCTS = "products"


class State(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNDONE = "undone"


SYSTEM, SENDER = "system", "sender"
STATES = StateTable(
    initial=[State.WAITING],
    moves=[
        Move(State.WAITING, State.RUNNING, by=(SYSTEM,)),
        Move(State.RUNNING, State.DONE, by=(SYSTEM,)),
        *(Move(origin, State.FAILED, by=(SYSTEM,)) for origin in (State.WAITING, State.RUNNING)),
        *(Move(origin, State.CANCELLED, by=(SENDER,)) for origin in (State.WAITING, State.RUNNING)),
        *(Move(origin, State.UNDONE, by=(SENDER,)) for origin in (State.DONE, State.FAILED, State.CANCELLED)),
    ],
    names={
        State.WAITING: Sentence("đang đợi", en="waiting"),
        State.RUNNING: Sentence("đang nhập", en="running"),
        State.DONE: Sentence("đã nhập xong", en="done"),
        State.FAILED: Sentence("không nhập được", en="failed"),
        State.CANCELLED: Sentence("đã huỷ", en="called off"),
        State.UNDONE: Sentence("đã hoàn tác", en="undone"),
    },
)
OPEN = tuple(STATES.origins(State.CANCELLED, SENDER))


class NotATable(InvalidInput):
    type = "not-a-table"
    title = Sentence("Không phải bảng", en="Not a table")
    detail = Sentence(
        "Không đọc được tệp này như một bảng. Xin gửi tệp Excel (xlsx, xls) hoặc CSV.",
        en="This file cannot be read as a table. Please send Excel (xlsx, xls) or CSV.",
    )


class TooManyColumns(InvalidInput):
    type = "too-many-columns"
    title = Sentence("Quá nhiều cột", en="Too many columns")
    detail = Sentence(
        "Bảng có quá nhiều cột: nhiều nhất 256. Xin bỏ những cột thừa.",
        en="The table has too many columns: at most 256. Please remove what is not needed.",
    )


class TableTooLarge(TooLarge):
    type = "table-too-large"
    title = Sentence("Bảng quá lớn", en="Table too large")
    detail = Sentence(
        "Tệp quá lớn: nhiều nhất 100 MB và một triệu dòng. Xin chia theo xã.",
        en="The file is too large: at most 100 MB and a million rows. Please divide it by commune.",
    )


class NoHeader(InvalidInput):
    type = "no-header"
    title = Sentence("Không thấy tiêu đề", en="No header")
    detail = Sentence(
        "Không thấy dòng tiêu đề nào nhận ra được. Xin đặt tên cột như “Họ và tên chủ hộ”, “Xã”, hoặc dùng mẫu.",
        en="No row has headers that are known. Please name columns like “Họ và tên chủ hộ”, “Xã”, or use a template.",
    )


class FileGone(InvalidInput):
    type = "file-gone"
    title = Sentence("Mất tệp", en="File gone")
    detail = Sentence(
        "Tệp không còn trên máy chủ, xin gửi lại.", en="The file is no longer here; please send it again."
    )


class ImportInUse(Conflict):
    type = "import-in-use"
    title = Sentence("Không hoàn tác được nữa", en="Cannot be undone any more")
    detail = Sentence(
        "Đã có hàng trong tệp này được bán, nên không hoàn tác được.",
        en="Something of this import was sold, so it cannot be undone.",
    )


class ImportRunning(Conflict):
    type = "import-running"
    title = Sentence("Đang nhập", en="Still running")
    detail = Sentence("Tệp này đang được nhập, xin đợi.", en="This import is still running; please wait.")


class RowNotWaiting(Conflict):
    type = "row-not-waiting"
    title = Sentence("Dòng không còn chờ sửa", en="Row does not wait any more")
    detail = Sentence(
        "Dòng này không còn chờ sửa: đã nhập rồi, tệp đã hoàn tác, hoặc đã quá ba tháng.",
        en="This row does not wait any more: it was taken in, its import undone, or three months have passed.",
    )


class TooManyImports(Conflict):
    type = "too-many-imports"
    title = Sentence("Quá nhiều tệp đang đợi", en="Too many imports waiting")
    detail = Sentence(
        "Bạn đã có {most} tệp đang đợi. Xin đợi nhập xong, hoặc huỷ bớt.",
        en="{most} of your files are waiting already. Please wait until they are done, or call some off.",
    )


class TooManyHeld(InvalidInput):
    type = "too-many-held"
    title = Sentence("Quá nhiều dòng sai", en="Too many rows held")
    detail = Sentence(
        "Tệp có quá nhiều dòng phải xem lại, nên đã dừng. Xin xem lại các cột, hoặc chia theo xã rồi gửi lại.",
        en="Too many rows of this file have to be looked at, so it was stopped. Check its columns, or divide it.",
    )


class ImportTimedOut(InvalidInput):
    type = "import-timed-out"
    title = Sentence("Quá lâu", en="Timed out")
    detail = Sentence(
        "Tệp đợi quá lâu hoặc đọc quá lâu. Xin chia theo xã rồi gửi lại.",
        en="The file waited or took too long. Please divide it by commune and send it again.",
    )


class NoTemplate(InvalidInput):
    """A template that nobody has saved, or for another kind."""

    def __init__(self) -> None:
        super().__init__(errors={"template": [_NO_TEMPLATE]})


class TemplateTaken(Conflict):
    type = "template-taken"
    title = Sentence("Mẫu của người khác", en="Somebody else's template")
    detail = Sentence(
        "Tên mẫu này là của người khác. Xin lưu dưới tên khác.",
        en="This template is somebody else's. Please save yours under another name.",
    )


NO_FILE = Sentence("Xin gửi kèm tệp.", en="Please send a file.")
_NO_TEMPLATE = Sentence("Không có mẫu này cho loại tệp này.", en="There is no such template for this kind.")

UNREADABLE: dict[int, type[InvalidInput] | type[TooLarge]] = {3: NotATable, 4: TooManyColumns, 5: TableTooLarge}


class NothingToReach(NotAllowed):
    """Neither officer nor team nor operator: nobody's households are theirs to write of."""
