"""A problem document (RFC 9457): its texts in one language and, beside them, in both."""

from __future__ import annotations

from typing import Any

from triskele.terms import LANGUAGES
from triskele.words.telling import tell

Texts = dict[str, str]
TYPES = "https://w3id.org/triskele/problems/"

TITLES: dict[int, Texts] = {
    400: {"tr": "İstek anlaşılamadı", "en": "The request cannot be understood"},
    401: {"tr": "Anahtar gerekiyor", "en": "A token is needed"},
    403: {"tr": "Reddedildi", "en": "Refused"},
    404: {"tr": "Bulunamadı", "en": "Not found"},
    405: {"tr": "Bu yöntemle olmaz", "en": "Not this method"},
    406: {"tr": "İstenen biçim yok", "en": "No acceptable format"},
    409: {"tr": "Şu an başkası derliyor", "en": "Somebody else is at it"},
    410: {"tr": "Artık sunulmuyor", "en": "No longer served"},
    413: {"tr": "Çok büyük", "en": "Too large"},
    414: {"tr": "Adres çok uzun", "en": "The address is too long"},
    415: {"tr": "Bu tür içerik alınmıyor", "en": "Not this kind of content"},
    422: {"tr": "Veriler bir kuralı bozuyor", "en": "The data break a rule"},
    429: {"tr": "Çok hızlı", "en": "Too fast"},
    431: {"tr": "Başlıklar çok uzun", "en": "The headers are too long"},
    499: {"tr": "Yanıtı bekleyen yok", "en": "Nobody waits for the answer"},
    500: {"tr": "Hizmet bunu yapamadı", "en": "The service failed"},
    502: {"tr": "Hizmetin arkasındaki motor yanıt vermedi", "en": "The engine behind the service failed"},
    503: {"tr": "Sınır aşıldı", "en": "Over a bound"},
    504: {"tr": "Çok uzun sürdü", "en": "Took too long"},
    507: {"tr": "Diskte yer ya da izin yok", "en": "No room, or no permission, on the disk"},
}
_ERROR: Texts = {"tr": "Hata", "en": "Error"}


def describe(status: int, code: str, details: Texts, hint: str, lang: str = "en", **more: Any) -> dict[str, Any]:
    """A problem document: its texts in one language and, beside them, in both."""
    titles, hints = TITLES.get(status, _ERROR), in_both(hint)
    return {
        "type": TYPES + code,
        "title": titles[lang],
        "status": status,
        "detail": details[lang],
        "code": code,
        "hint": hints[lang],
        **more,
        "titles": titles,
        "details": details,
        "hints": hints,
    }


def in_both(text: str) -> Texts:
    """A message or hint in both languages."""
    return {tag: tell(text, tag) for tag in LANGUAGES}
