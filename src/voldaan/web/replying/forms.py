"""Which reply a button is about."""

from django import forms

from voldaan.followup.replying.shapes import REPLIES


class ReplyForm(forms.Form):
    """The kind of a reply, what it is about, and the page of the button."""

    code = forms.ChoiceField(choices=[(code, code) for code in REPLIES])
    about = forms.IntegerField(min_value=0, max_value=2**63 - 1)
    back = forms.ChoiceField(choices=[("today", "today"), ("client", "client")], required=False)
