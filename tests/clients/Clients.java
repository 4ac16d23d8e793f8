import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.ResultSet;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdfconnection.RDFConnectionRemote;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sparql.exec.http.QueryExecutionHTTP;
import org.apache.jena.sparql.exec.http.QuerySendMode;
import org.eclipse.rdf4j.model.vocabulary.RDF;
import org.eclipse.rdf4j.query.BindingSet;
import org.eclipse.rdf4j.query.QueryResults;
import org.eclipse.rdf4j.repository.sparql.SPARQLRepository;

/** What Jena and RDF4J find at a service, a line each: java -cp 'target/*' Clients.java http://127.0.0.1:8000 */
public class Clients {
  static final String PREFIX = "PREFIX tsk: <https://w3id.org/triskele/ontology#> ";
  static final String KIND = "https://w3id.org/triskele/ontology#University";
  static final String SELECT = PREFIX + "SELECT ?a WHERE { ?a a tsk:University } ORDER BY ?a";
  static final String ASK = PREFIX + "ASK { ?a a tsk:University }";
  static final String CONSTRUCT = PREFIX + "CONSTRUCT { ?a a tsk:University } WHERE { ?a a tsk:University }";

  public static void main(String[] arguments) {
    jena(arguments[0]);
    rdf4j(arguments[0] + "/sparql");
  }

  static void say(String name, Object found) {
    System.out.println(name + "\t" + found);
  }

  static void jena(String base) {
    String endpoint = base + "/sparql";
    for (QuerySendMode mode : List.of(QuerySendMode.asGetAlways, QuerySendMode.asPostForm, QuerySendMode.asPost)) {
      try (var asked = QueryExecutionHTTP.newBuilder().endpoint(endpoint).query(SELECT).sendMode(mode).build()) {
        say("jena " + mode, keys(asked.execSelect()));
      }
    }
    try (var connection = RDFConnectionRemote.service(endpoint).build()) {
      say("jena ask", connection.queryAsk(ASK));
      say("jena construct", keys(connection.queryConstruct(CONSTRUCT).listSubjects()));
      say("jena describe", connection.queryDescribe("DESCRIBE <https://w3id.org/triskele/id/actor/sea-park>").size() > 5);
    }
    var nothing = ModelFactory.createDefaultModel();
    String federated = PREFIX + "SELECT ?a WHERE { SERVICE <" + endpoint + "> { ?a a tsk:University } } ORDER BY ?a";
    try (var asked = QueryExecution.model(nothing).query(federated).build()) {
      say("jena service", keys(asked.execSelect()));
    }
    for (String path : List.of("/dataset", "/shapes", "/data/actor/sea-park")) {
      say("jena load " + path, RDFDataMgr.loadModel(base + path).size() > 5);
    }
  }

  static List<String> keys(ResultSet rows) {
    List<String> found = new ArrayList<>();
    rows.forEachRemaining(row -> found.add(key(row.getResource("a").getURI())));
    return found;
  }

  static List<String> keys(Iterator<Resource> subjects) {
    List<String> found = new ArrayList<>();
    subjects.forEachRemaining(subject -> found.add(key(subject.getURI())));
    return found.stream().distinct().sorted().collect(Collectors.toList());
  }

  static String key(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }

  static void rdf4j(String endpoint) {
    var repository = new SPARQLRepository(endpoint);
    try (var connection = repository.getConnection()) {
      try (var rows = connection.prepareTupleQuery(SELECT).evaluate()) {
        List<String> found = new ArrayList<>();
        for (BindingSet row : rows) {
          found.add(key(row.getValue("a").stringValue()));
        }
        say("rdf4j select", found);
      }
      say("rdf4j ask", connection.prepareBooleanQuery(ASK).evaluate());
      say("rdf4j construct", QueryResults.asModel(connection.prepareGraphQuery(CONSTRUCT).evaluate()).size());
      var kind = repository.getValueFactory().createIRI(KIND);
      try (var statements = connection.getStatements(null, RDF.TYPE, kind, false)) {
        say("rdf4j statements", QueryResults.asList(statements).size());
      }
      say("rdf4j has", connection.hasStatement(null, RDF.TYPE, kind, false));
    } finally {
      repository.shutDown();
    }
  }
}
