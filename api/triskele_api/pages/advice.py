"""What a person reads when something is wrong: by status, in both languages, what happened and what to do next."""

from __future__ import annotations

from typing import Any

from triskele_api.pages.shell import ENVIRONMENT, frame
from triskele_api.pages.words import words

Texts = dict[str, str]

ADVICE: dict[int, tuple[Texts, Texts]] = {
    400: (
        {"tr": "İstek anlaşılamadı", "en": "The request cannot be understood"},
        {
            "tr": "Adresteki parametreleri denetleyin: yıl bir sayı, dil tr ya da en olmalı. Adresin ? işaretinden "
            "sonrasını silerek yeniden deneyebilirsiniz.",
            "en": "Check the parameters in the address: a year is a number, a language is tr or en. You may "
            "also delete everything after the question mark and try again.",
        },
    ),
    401: (
        {"tr": "Anahtar gerekiyor", "en": "A token is needed"},
        {
            "tr": "Buraya yalnız hizmeti işletenin verdiği anahtarla yazılır. Okumak için anahtar gerekmez.",
            "en": "Only holders of the operator's token may write here. Reading needs none.",
        },
    ),
    403: (
        {"tr": "Reddedildi", "en": "Refused"},
        {
            "tr": "Bu hizmet bunu hiç kimse için yapmaz. Aşağıda nedeni ve yerine ne yapılabileceği yazılı.",
            "en": "This service does that for nobody. The reason and what can be done instead stand below.",
        },
    ),
    404: (
        {"tr": "Böyle bir sayfa yok", "en": "There is no such page"},
        {
            "tr": "Adresin yazımını denetleyin ya da yukarıdaki menüden ilerleyin. Arama kutusu "
            "yazım yanlışlarını da bağışlar.",
            "en": "Check the spelling of the address, or go on from the menu above. The "
            "search box forgives typing errors.",
        },
    ),
    410: (
        {"tr": "Artık sunulmuyor", "en": "No longer served"},
        {
            "tr": "Bu sürüm eski bir düzende. Karşılaştırılabilir ve indirilebilir; sunulması için kaynaklarından "
            "yeniden kurulması gerekir.",
            "en": "This release has an earlier layout. It can be compared and downloaded; to be served it has to be "
            "built again from its sources.",
        },
    ),
    405: (
        {"tr": "Bu yöntemle olmaz", "en": "Not this method"},
        {
            "tr": "Bu adres tarayıcıdan böyle kullanılmaz; arayüz tanımı hangi yöntemleri aldığını söyler.",
            "en": "This address is not used like that; the interface description says which methods it takes.",
        },
    ),
    406: (
        {"tr": "İstenen biçim yok", "en": "No acceptable format"},
        {
            "tr": "Adresteki format parametresini silin ya da aşağıda sayılan biçimlerden birini yazın.",
            "en": "Delete the parameter format from the address, or give one of the formats named below.",
        },
    ),
    409: (
        {"tr": "Şu an başkası derliyor", "en": "Somebody else is at it"},
        {"tr": "Bitmesini bekleyip yeniden deneyin.", "en": "Wait until it is done and try again."},
    ),
    413: (
        {"tr": "Çok büyük", "en": "Too large"},
        {"tr": "Daha az veri gönderin.", "en": "Send less at once."},
    ),
    414: (
        {"tr": "Adres çok uzun", "en": "The address is too long"},
        {"tr": "Soruyu POST ile gönderin.", "en": "Send the question by POST."},
    ),
    422: (
        {"tr": "Veriler bir kuralı bozuyor", "en": "The data break a rule"},
        {"tr": "Bulgularda adı geçen satırları düzeltin.", "en": "Mend the rows the findings name."},
    ),
    429: (
        {"tr": "Çok hızlı", "en": "Too fast"},
        {"tr": "Biraz bekleyip yeniden deneyin.", "en": "Wait a little and try again."},
    ),
    431: (
        {"tr": "Başlıklar çok uzun", "en": "The headers are too long"},
        {"tr": "Çerezleri silip yeniden deneyin.", "en": "Delete the cookies of this site and try again."},
    ),
    502: (
        {"tr": "Hizmetin arkasındaki motor yanıt vermedi", "en": "The engine behind the service failed"},
        {
            "tr": "Biraz sonra yeniden deneyin; hizmeti işletene haber verin.",
            "en": "Try again in a while; tell whoever runs the service.",
        },
    ),
    503: (
        {"tr": "Sınır aşıldı", "en": "Over a bound"},
        {
            "tr": "Soru bu hizmetin ayırdığından çok bellek ya da yer istiyor. Süzgeç ya da LIMIT ekleyin.",
            "en": "The question takes more memory or room than this service gives. Add filters or a LIMIT.",
        },
    ),
    504: (
        {"tr": "Çok uzun sürdü", "en": "Took too long"},
        {
            "tr": "Soru, ayrılan sürede bitmedi ve durduruldu. Daraltıp yeniden sorun.",
            "en": "The question did not end within its time and was stopped. Narrow it and ask again.",
        },
    ),
}
BY_CODE: dict[str, tuple[Texts, Texts]] = {
    "withdrawn": (
        {"tr": "Geri çekildi", "en": "Withdrawn"},
        {
            "tr": "Bu adresteki kayıt istek üzerine geri çekildi; tarihi ve nedeninin türü dışında bir şey tutulmuyor.",
            "en": "What stood at this address was withdrawn on request; nothing is kept besides the date and the kind "
            "of reason.",
        },
    ),
}
"""Where a status does not say enough."""
_OTHERWISE: tuple[Texts, Texts] = (
    {"tr": "Hizmet bunu yapamadı", "en": "The service could not do it"},
    {
        "tr": "Biraz sonra yeniden deneyin; sürerse ne istediğinizi yazarak bildirin.",
        "en": "Try again in a while; if it stays, please report it with what you asked.",
    },
)


def advice_for(status: int, code: str = "") -> tuple[Texts, Texts]:
    """Title and advice for a status, or for an error of which more can be said."""
    return BY_CODE.get(code) or ADVICE.get(status, _OTHERWISE)


def advice_page(language: str, status: int, prefix: str = "", **found: Any) -> bytes:
    """The page for one problem: in the asked language; the other one is folded."""
    title, advice = advice_for(status, found["code"])
    content = ENVIRONMENT.get_template("error.html").render(
        w=words(language), lang=language, other="tr" if language == "en" else "en", prefix=prefix,
        status=status, title=title, advice=advice, **found,
    )  # fmt: skip
    return frame(language, title[language], content, prefix=prefix)
