"""Second hands: who may not agree to what."""

from market import errors
from market.language import Sentence


class SameOperator(errors.NotAllowed):
    """Nobody agrees to what they asked for or did themselves, nor to money that goes to themselves."""

    type = "second-operator-needed"
    title = Sentence("Cần người thứ hai", en="A second operator is needed")
    detail = Sentence(
        "Không ai tự duyệt việc mình đã yêu cầu hay đã làm, hay tiền của chính mình. Xin người khác duyệt.",
        en="Nobody approves what they asked for or did, or money of their own. Please let another operator do it.",
    )
