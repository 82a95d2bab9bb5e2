"""One tree of refusals. Each names its HTTP status, a stable `type`, and plain sentences for people.

A refusal that belongs to one rule stands beside that rule and derives from a class here.
"""

from typing import Any, TypeVar

from market.language import Sentence

Thing = TypeVar("Thing")


class Problem(Exception):
    """Something a client is told, as `application/problem+json` (RFC 9457)."""

    status = 400
    type = "bad-request"
    title = Sentence("Yêu cầu không hợp lệ", en="Bad request")
    detail = Sentence("Yêu cầu này không đúng, xin xem lại.", en="This request is not right; please look again.")

    def __init__(
        self,
        detail: Sentence | None = None,
        *,
        errors: Any = None,
        members: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
        **words: Any,
    ) -> None:
        """`words` fill the sentence; `members` stand beside it in the answer, for programs."""
        sentence = detail or type(self).detail
        self.detail = sentence.format(**words) if words else sentence
        self.errors = errors
        self.members = members or {}
        self.headers = headers or {}
        super().__init__(self.type)

    def to_people(self) -> "Problem":
        """As a page says it: where programs are told of codes and calls, people are told what to press."""
        return self

    def told(self) -> dict[str, Any]:
        """As it stands among other answers, in all languages."""
        said = {"type": self.type, "status": self.status, "title": self.title, "detail": self.detail}
        return said | self.members | ({"errors": self.errors} if self.errors else {})


class NotJSON(Problem):
    type = "not-json"
    title = Sentence("Không phải JSON", en="Not JSON")
    detail = Sentence("Nội dung gửi lên không phải JSON hợp lệ.", en="The body is not valid JSON.")


class NotSignedIn(Problem):
    status = 401
    type = "not-signed-in"
    title = Sentence("Chưa đăng nhập", en="Not signed in")
    detail = Sentence("Xin đăng nhập trước.", en="Please sign in first.")

    def __init__(self, detail: Sentence | None = None) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class NotAllowed(Problem):
    status = 403
    type = "not-allowed"
    title = Sentence("Không được phép", en="Not allowed")
    detail = Sentence("Bạn không có quyền làm việc này.", en="You may not do this.")


class SameOperator(NotAllowed):
    """Nobody agrees to what they asked for or did themselves, nor to money or an account of their own."""

    type = "second-operator-needed"
    title = Sentence("Cần người thứ hai", en="A second operator is needed")
    detail = Sentence(
        "Không ai tự duyệt việc mình đã yêu cầu hay đã làm, hay của chính mình. Xin người khác duyệt.",
        en="Nobody approves what they asked for or did, or what is their own. Please let another operator do it.",
    )


class NotFound(Problem):
    status = 404
    type = "not-found"
    title = Sentence("Không tìm thấy", en="Not found")
    detail = Sentence("Không tìm thấy mục này.", en="There is no such thing here.")


def found(thing: Thing | None) -> Thing:
    """What was looked up. Raises NotFound if there is none."""
    if thing is None:
        raise NotFound
    return thing


class MethodNotAllowed(Problem):
    status = 405
    type = "method-not-allowed"
    title = Sentence("Không làm được theo cách này", en="Method not allowed")
    detail = Sentence("Địa chỉ này không nhận cách gọi đó.", en="This address does not take that method.")


class Conflict(Problem):
    status = 409
    type = "conflict"
    title = Sentence("Xung đột", en="Conflict")
    detail = Sentence(
        "Có người khác vừa thay đổi mục này, xin xem lại rồi thử lần nữa.",
        en="Somebody else has just changed this; please look again and retry.",
    )


class WrongState(Conflict):
    """A refused move; names the state a thing is in and the one that was asked for."""

    type = "wrong-state"
    title = Sentence("Không đúng trạng thái", en="Wrong state")
    detail = Sentence(
        "Đang ở trạng thái “{current}” nên không thể chuyển sang “{wanted}”.",
        en="It is “{current}”, so it cannot become “{wanted}”.",
    )


class IdReused(Conflict):
    type = "id-reused"
    title = Sentence("Mã đã dùng", en="Id reused")
    detail = Sentence("Mã này đã dùng cho một nội dung khác.", en="This id was used for something else.")


class PreconditionFailed(Problem):
    status = 412
    type = "precondition-failed"
    title = Sentence("Bản đang sửa đã cũ", en="Precondition failed")
    detail = Sentence(
        "Mục này đã được sửa sau lần bạn xem. Xin tải lại rồi sửa.",
        en="This was changed after you read it. Please read it again, then edit.",
    )


class TooLarge(Problem):
    status = 413
    type = "too-large"
    title = Sentence("Quá lớn", en="Too large")
    detail = Sentence("Nội dung gửi lên quá lớn.", en="The body is too large.")


class UnsupportedMediaType(Problem):
    status = 415
    type = "unsupported-media-type"
    title = Sentence("Không nhận loại nội dung này", en="Unsupported media type")
    detail = Sentence("Xin gửi nội dung dạng application/json.", en="Please send application/json.")


class InvalidInput(Problem):
    """422: `errors` maps each field to its messages."""

    status = 422
    type = "invalid-input"
    title = Sentence("Thông tin chưa đúng", en="Invalid input")
    detail = Sentence("Một vài mục chưa đúng, xin xem phần errors.", en="Some fields are not right; see errors.")


class PreconditionRequired(Problem):
    status = 428
    type = "precondition-required"
    title = Sentence("Thiếu If-Match", en="If-Match required")
    detail = Sentence(
        "Xin gửi kèm If-Match với ETag, hoặc version trong ngoặc kép, của bản đang sửa.",
        en="Please send If-Match with the ETag, or the version in quotes, of what you are editing.",
    )


class TooManyRequests(Problem):
    status = 429
    type = "too-many-requests"
    title = Sentence("Quá nhiều lần", en="Too many requests")
    detail = Sentence(
        "Đã thử quá nhiều lần. Xin đợi {minutes} phút rồi thử lại.",
        en="Too many tries. Please wait {minutes} minutes and try again.",
    )

    def __init__(self, *, retry_after: int) -> None:
        minutes = max(1, -(-retry_after // 60))
        super().__init__(headers={"Retry-After": str(retry_after)}, minutes=minutes)


class Busy(Problem):
    """The database or another request stood in the way; the same call may pass later."""

    status = 503
    type = "busy"
    title = Sentence("Đang bận", en="Busy")
    detail = Sentence("Hệ thống đang bận, xin thử lại sau ít giây.", en="Busy now; please retry in a few seconds.")

    def __init__(self, *, members: dict[str, Any] | None = None) -> None:
        super().__init__(headers={"Retry-After": "3"}, members=members)
