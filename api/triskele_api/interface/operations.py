"""What each path answers and how it fails, gathered from the subjects. A path without a row fails a test."""

from __future__ import annotations

from triskele_api.interface import (
    lists,
    metrics,
    networks,
    profiles,
    quality,
    readings,
    reconcile,
    releases,
    resources,
    service,
    standards,
    terms,
    what_if,
)
from triskele_api.interface.operation import Operations

SUBJECTS = (lists, resources, terms, networks, metrics, readings, what_if, profiles, releases, quality, service,
            reconcile, standards)  # fmt: skip
OPERATIONS: Operations = {at: told for subject in SUBJECTS for at, told in subject.OPERATIONS.items()}

PARAMETERS: dict[str, str] = {
    "about": "Key of what the figures are about / Rakamların konusunun anahtarı",
    "actor": "Key of an actor / Bir aktörün anahtarı",
    "as_of": "The ecosystem as of this year / Ekosistemin bu yılki hâli",
    "class": "Key of a class; what lies below counts / Bir sınıfın anahtarı; altındakiler de sayılır",
    "check": "Key of a check; GET /quality lists them / Bir denetimin anahtarı; GET /quality sıralar",
    "code": "Code of an error / Bir hatanın kodu",
    "extend": "JSON: things and properties to read of them / JSON: şeyler ve okunacak özellikleri",
    "form": "Name of a format / Bir biçimin adı",
    "from": "First year / İlk yıl",
    "id": "IRI, or kind and key / IRI ya da tür ve anahtar",
    "key": "Key, lower-case with hyphens / Anahtar: küçük harf ve tire",
    "kind": "Kind of thing, the first part of its address / Adresinin ilk parçası olan tür",
    "name": "Name; a suffix says the format where there are several / Ad; birden çok biçim varsa uzantı söyler",
    "newer": "Number of the newer release / Yeni sürümün numarası",
    "number": "Number of a release / Bir sürümün numarası",
    "older": "Number of the older release / Eski sürümün numarası",
    "other": "Key of what stands at another end of the same tie / Aynı bağın bir başka ucundakinin anahtarı",
    "part": "Number of a part, from 1 on / Bir parçanın numarası, 1'den başlar",
    "participant": "Key of an actor that took part / Katılan bir aktörün anahtarı",
    "positions": "With places on the map of the whole network / Bütün ağın haritasındaki yerleriyle",
    "prefix": "What has been typed so far / Şimdiye dek yazılan",
    "projection": "Name of a projection; GET /networks lists them / Bir izdüşümün adı; GET /networks sıralar",
    "q": "Part of a name / Adın bir parçası",
    "queries": "JSON: queries by their keys / JSON: anahtarlarıyla sorgular",
    "scheme": "Key of a vocabulary / Bir sözlüğün anahtarı",
    "severity": "Only findings of this severity / Yalnız bu ağırlıktaki bulgular",
    "sort": "By name or by number of ties / Ada ya da bağ sayısına göre",
    "source": "Key of the actor a tie or path begins at / Bağın ya da yolun başladığı aktörün anahtarı",
    "statements": "List the statements, not only their number / Yalnız sayılarını değil, önermeleri de sırala",
    "step": "Years from one point to the next / Bir noktadan ötekine yıl",
    "subject": "Key of what it happened to / Olayın başından geçenin anahtarı",
    "suffix": "Suffix of a format / Bir biçimin uzantısı",
    "target": "Key of the actor a tie or path ends at / Bağın ya da yolun bittiği aktörün anahtarı",
    "to": "Last year / Son yıl",
    "type": "Key of a type / Bir türün anahtarı",
    "limit": "At most so many / En çok bu kadar",
    "cursor": "Where to go on / Nereden sürdürüleceği",
}
"""What a parameter means, where its own declaration does not say."""
