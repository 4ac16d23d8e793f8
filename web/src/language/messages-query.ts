import { catalogue } from "./catalogue";

export const queryMessages = catalogue({
  queryTitle: ["Sorgu", "Query"],
  queryLead: [
    "Hazır bir soru seçin; aktörü, yeri, yılı adıyla verin. Yanıt tablo, çizge, harita ve grafik olarak görünür; adres soruyu taşır.",
    "Choose a ready question; name the actor, the place, the year. The answer comes as table, graph, map and chart; the address carries the question.",
  ],
  ownQuery: ["Soruyu SPARQL olarak gör, değiştir, programdan sor", "See the question as SPARQL, change it, ask it from a program"],
  examples: ["Hazır sorular", "Ready questions"],
  findExample: ["Soru ara", "Find a question"],
  noExample: ["Bu sözle soru bulunamadı; daha kısa bir söz deneyin.", "No question found for these words; try a shorter one."],
  runExample: ["Bu soruyu sor", "Ask this question"],
  editor: ["SPARQL sorgusu", "SPARQL query"],
  editorKeys: [
    "Ctrl+Enter sorar, Ctrl+Boşluk tamamlar, Tab düzenleyiciden çıkar.",
    "Ctrl+Enter asks, Ctrl+Space completes, Tab leaves the editor.",
  ],
  ask: ["Sor", "Ask"],
  stop: ["Durdur", "Stop"],
  asking: ["Yanıt bekleniyor…", "Waiting for the answer…"],
  stopped: ["Sorgu durduruldu.", "The query was stopped."],
  results: ["Yanıt", "Answer"],
  answerRows: ["{n} satır", "{n} rows"],
  answerTriples: ["{n} üçlü", "{n} triples"],
  answerTime: ["{seconds} saniyede", "in {seconds} seconds"],
  answerEmpty: ["Yanıt boş.", "The answer is empty."],
  answerEmptyHint: [
    "Bir koşulu kaldırın, yılı değiştirin ya da hazır bir sorudan başlayın.",
    "Take away a condition, change the year, or start from a ready question.",
  ],
  noGraph: ["Bu yanıttan çizge çizilemez.", "No graph can be drawn of this answer."],
  noGraphHint: ["İki IRI sütunu seçin ya da CONSTRUCT ile üçlüler isteyin.", "Select two columns of IRIs, or ask for triples with CONSTRUCT."],
  noMap: ["Bu yanıtta koordinat yok.", "This answer has no coordinates."],
  noMapHint: [
    "?lat ve ?long adlı sütunlar (geo:lat, geo:long) seçin; ?label sütunu adları verir.",
    "Select columns called ?lat and ?long (geo:lat, geo:long); a column ?label gives the names.",
  ],
  noChart: ["Bu yanıtta çizilecek sayı sütunu yok.", "This answer has no column of numbers to draw."],
  noChartHint: ["Bir ad ve bir sayı sütunu seçin, örneğin COUNT ile.", "Select a column of names and one of numbers, for instance with COUNT."],
  codeSamples: ["Aynı soru, programdan", "The same question from a program"],
  permalink: ["Kalıcı bağlantı oluştur", "Make a permanent link"],
  permalinkHint: [
    "Sorguyu, sürümü ve yanıtın sağlamasını saklar; yeniden çalıştırınca aynı mı, ne değişti söyler.",
    "Keeps the query, the release and the checksum of the answer; run again, it says whether the answer is the same.",
  ],
});
