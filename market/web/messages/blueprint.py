"""The pages of messages."""

from market.http.browsers import PageBlueprint

blueprint = PageBlueprint("order_messages", __name__, template_folder="templates")
MESSAGES = "/messages"
# Short, for it travels in an SMS: market/messages/rules.py.
THREAD = "/m/<code:number>"
MESSAGE = f"{THREAD}/<int(min=1,max=1000000):message_no>"
