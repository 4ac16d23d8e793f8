import { catalogue } from "./catalogue";

export const aboutMessages = catalogue({
  aboutTitle: ["Hakkında", "About"],
  aboutLead: [
    "Bu sayfaların ne olduğu, ne olmadığı, kimin verisi olduğu ve nasıl kaynak gösterileceği.",
    "What these pages are, what they are not, whose data they show, and how to cite them.",
  ],
  aboutIs: ["Nedir", "What it is"],
  aboutIsText: [
    "Belgelerde anlatılan bir yenilik ekosistemi: üniversiteler, firmalar, kamu kuruluşları, kümeler, aralarındaki bağlar, rakamlar ve olaylar. Her biri, kaynağında nereye dayandığını gösterir. Ölçüler bu bağlardan hesaplanır ve rastlantının verdiğiyle karşılaştırılır.",
    "An innovation ecosystem as documents tell it: universities, firms, public bodies, clusters, the ties between them, figures and events. Each shows where in its source it rests. Measures are computed from these ties and compared with what chance alone gives.",
  ],
  aboutIsNot: ["Ne değildir", "What it is not"],
  aboutIsNotCensus: [
    "Bir döküm değildir: belgelerde geçmeyen burada yoktur. Bir aktörün bağının görünmemesi, bağı olmadığını göstermez.",
    "No census: what the documents do not tell is not here. An actor without a tie here may well have some.",
  ],
  aboutIsNotRanking: [
    "Bir başarı sıralaması değildir: ölçüler ağdaki yeri anlatır; kimin iyi çalıştığını söylemez.",
    "No ranking of merit: measures tell of a place in the network, not of who does good work.",
  ],
  aboutIsNotCause: [
    "Neden-sonuç kanıtı değildir: rastlantıdan ayırt edilebilir olmak, nedenini bilmek değildir.",
    "No proof of causes: to be distinguishable from chance is not to know why.",
  ],
  aboutIsNotToday: [
    "Bugünün durumu değildir: bir bağ, onu anlatan belgenin yazıldığı dönemi anlatır. Bağların çoğu tarihsizdir; bir yıl seçildiğinde kesin olanlar olası olanlardan ayrı gösterilir.",
    "Not the state of today: a tie tells of the time in which its document was written. Most ties have no date; in a chosen year certain ones are shown apart from possible ones.",
  ],
  aboutCounts: ["Sayılar neyi sayar", "What the numbers count"],
  aboutCountsTies: [
    "Bağ: belgelerin bildirdiği ya da sezdirdiği her bağ, yerlere, sektörlere ve ürünlere gidenler de.",
    "Ties: every tie that documents state or imply, those to places, sectors and products too.",
  ],
  aboutCountsAllTies: ["Planlanan ve önerilen bağlarla birlikte:", "With the planned and recommended ones:"],
  aboutCountsLines: [
    "Çizgi: haritada iki aktör arasındaki bütün bağlar tek çizgidir; toplu adlar, yerler ve sektörler çizilmez. Bu yüzden çizgiler bağlardan azdır.",
    "Lines: on the map all ties between two actors are one line; collective names, places and sectors are not drawn. So there are fewer lines than ties.",
  ],
  aboutCountsActors: [
    "Aktör: adı anılan her kuruluş. “Bölgenin firmaları” gibi toplu adlar listede vardır; ağda, haritada ve profillerde sayılmaz.",
    "Actors: every organisation that is named. Collective names such as “the firms of the zone” are in the list; networks, maps and profiles do not count them.",
  ],
  aboutCountsMembers: [
    "Kümenin üyeleri: adı anılan üyeler. Bir belgenin verdiği üye sayısı ayrı bir rakamdır ve çoğu kez daha büyüktür.",
    "Members of a cluster: those that are named. How many members a document counts is a figure of its own and mostly larger.",
  ],
  aboutWho: ["Kim yapıyor", "Who makes it"],
  aboutWhoText: ["Veri: {title}. Yayımlayan: {publisher}.", "Data: {title}. Published by: {publisher}."],
  aboutWhoNobody: ["belirtilmemiş", "not said"],
  aboutRead: ["Okunan belgeler", "Documents that were read"],
  aboutLicence: ["Lisans", "Licence"],
  aboutMore: ["Daha fazlası", "More"],
  aboutQuality: ["Neyin eksik ya da kuşkulu olduğu, sayılarla", "What is missing or doubtful, in numbers"],
  aboutReleases: ["Sürümler, farkları ve indirilecek dosyalar", "Releases, what changed, and files to take away"],
  aboutTerms: ["Sözcüklerin ne demek olduğu", "What the words mean"],
});
