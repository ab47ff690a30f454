"""Short words for codes that only pages show."""

from django.utils.translation import gettext_lazy as _

#: Why a line stands in the script of a call.
SCRIPT = {
    "open": _("Begin warmly"),
    "fact": _("The fact"),
    "why": _("Ask why"),
    "mirror": _("Say it back"),
    "when": _("Ask when"),
    "how": _("Ask how"),
    "amount": _("The amount"),
    "repeat": _("Repeat what you agreed"),
    "confirm": _("Confirm"),
    "received": _("Did it arrive?"),
    "satisfied": _("Is the work good?"),
    "planned": _("Is it planned?"),
    "part": _("If all at once is not possible"),
    "dispute": _("If something is not right"),
    "refusal": _("If the answer is no"),
    "close": _("Close kindly"),
}

#: Whom one speaks to.
ROLES = {
    "main": "",
    "payables": _("accounts payable"),
    "decision_maker": _("decides"),
    "other": "",
}
