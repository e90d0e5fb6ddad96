"""The languages that a family can name as its own: those of the portal, and two that are mostly spoken."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class SpokenLanguage:
    """A language under its own name; `written` is the language tag of that name as it is written."""

    own_name: str
    name: LazyString
    written: str
    direction: str = "ltr"

    def to(self, who: str) -> str:
        """Say the language's name in the language of the page."""
        return str(self.name)


SPOKEN_LANGUAGES = {
    "en": SpokenLanguage("English", lazy_gettext("English"), "en"),
    "ur": SpokenLanguage("اردو", lazy_gettext("Urdu"), "ur", "rtl"),
    "phr": SpokenLanguage("پہاڑی، میرپوری", lazy_gettext("Mirpuri or Pahari"), "ur", "rtl"),
    "pa": SpokenLanguage("ਪੰਜਾਬੀ", lazy_gettext("Punjabi"), "pa"),
    "bn": SpokenLanguage("বাংলা", lazy_gettext("Bengali"), "bn"),
    "syl": SpokenLanguage("সিলেটি", lazy_gettext("Sylheti"), "bn"),
    "gu": SpokenLanguage("ગુજરાતી", lazy_gettext("Gujarati"), "gu"),
    "pl": SpokenLanguage("polski", lazy_gettext("Polish"), "pl"),
    "ro": SpokenLanguage("română", lazy_gettext("Romanian"), "ro"),
    "ar": SpokenLanguage("العربية", lazy_gettext("Arabic"), "ar", "rtl"),
    "so": SpokenLanguage("Soomaali", lazy_gettext("Somali"), "so"),
    "ps": SpokenLanguage("پښتو", lazy_gettext("Pashto"), "ps", "rtl"),
    "ckb": SpokenLanguage("کوردیی سۆرانی", lazy_gettext("Kurdish (Sorani)"), "ckb", "rtl"),
    "zh-Hans": SpokenLanguage("中文", lazy_gettext("Chinese"), "zh-Hans"),
    "fa": SpokenLanguage("فارسی", lazy_gettext("Persian (Farsi)"), "fa", "rtl"),
}
"""By the codes that the request keeps; `phr` and `syl` are ISO 639-3."""
