package io.rheostat.verification.failover.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.model.command.Generation;
import io.rheostat.verification.failover.history.History;
import io.rheostat.verification.failover.history.RecordedCall;
import io.rheostat.verification.failover.history.Recorder;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The targets of a trial. Each keeps the newest generation taken as its fence: the same one again
/// is answered as done, an older one is refused. Safe for use by several threads.
public final class RecordingTarget {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Recorder recorder;
  private final LoadSteps loads;
  private final TargetBehaviour moods;
  private final Map<String, RecordedReplicas> replicas = new TreeMap<>();
  private final Map<String, Generation> fences = new HashMap<>();
  private final Set<String> dark = ConcurrentHashMap.newKeySet();

  /// An answer over HTTP.
  record Answer(int status, String body) {
    private static Answer error(int status, String reason) {
      return new Answer(status, JSON.createObjectNode().put("error", reason).toString());
    }
  }

  public RecordingTarget(
      List<TrialServices> members, Recorder recorder, LoadSteps loads, TargetBehaviour moods) {
    this.recorder = recorder;
    this.loads = loads;
    this.moods = moods;
    members.forEach(member -> replicas.put(member.name(), new RecordedReplicas(member.name())));
  }

  /// Advances time at all services.
  ///
  /// @return names of the serving replicas, by service
  synchronized Map<String, List<String>> advance() {
    Map<String, List<String>> serving = new TreeMap<>();
    replicas.forEach(
        (workload, own) -> {
          advance(workload, own);
          serving.put(workload, own.names());
        });
    return serving;
  }

  private void advance(String workload, RecordedReplicas own) {
    long nanos = recorder.nanos();
    own.advance(nanos, loads.rate(workload, recorder.at(nanos)));
    recorder.runs(recorder.at(nanos), site(workload), own.wanted(), own.running());
  }

  private static RecordedCall.Site site(String workload) {
    return new RecordedCall.Site(workload, TrialServices.DEVICE);
  }

  /// Handles a resize, as slowly as the target is just now.
  ///
  /// @param key its `Idempotency-Key`
  Answer resize(String workload, String key, byte[] body) throws InterruptedException {
    recorder.opened();
    try {
      TargetBehaviour.Mood mood = moods.next();
      Thread.sleep(mood.beforeMillis());
      JsonNode order = JSON.readTree(body);
      Answer answer = mood.busy() ? turnAway(workload, key, order) : take(workload, key, order);
      Thread.sleep(mood.afterMillis());
      return answer;
    } catch (IOException | IllegalArgumentException e) {
      return Answer.error(400, String.valueOf(e.getMessage()));
    } finally {
      recorder.closed();
    }
  }

  private synchronized Answer turnAway(String workload, String key, JsonNode order) {
    record(workload, key, order, RecordedCall.Fate.TURNED_AWAY);
    return Answer.error(503, "busy");
  }

  private synchronized Answer take(String workload, String key, JsonNode order) {
    Generation asked = Generation.parse(order.path("generation").asText());
    Generation newest = fences.getOrDefault(workload, Generation.NONE);
    if (asked.compareTo(newest) < 0) {
      record(workload, key, order, RecordedCall.Fate.TOO_OLD);
      return Answer.error(409, "generation " + newest + " was taken");
    }
    if (asked.equals(newest)) {
      record(workload, key, order, RecordedCall.Fate.TAKEN_BEFORE);
      return new Answer(200, "{\"done\":\"before\"}");
    }
    fences.put(workload, asked);
    record(workload, key, order, RecordedCall.Fate.TAKEN);
    return new Answer(200, "{\"done\":\"now\"}");
  }

  private void record(String workload, String key, JsonNode order, RecordedCall.Fate fate) {
    RecordedReplicas own = of(workload);
    advance(workload, own);
    int before = own.wanted();
    int asked = order.path("replicas").asInt(-1);
    if (fate == RecordedCall.Fate.TAKEN) {
      own.resize(asked);
      advance(workload, own);
    }
    recorder.called(
        new RecordedCall(
            recorder.now(),
            new RecordedCall.Site(
                order.path("workload").asText(), order.path("placement").asText()),
            key,
            Generation.parse(order.path("generation").asText()),
            asked,
            fate,
            before,
            own.wanted()));
  }

  private RecordedReplicas of(String workload) {
    return Objects.requireNonNull(replicas.get(workload), "no such service");
  }

  /// Reports its replicas in the format of the webhook driver.
  synchronized Answer report(String workload) {
    RecordedReplicas own = of(workload);
    advance(workload, own);
    ObjectNode report = JSON.createObjectNode();
    report.put("generation", fences.getOrDefault(workload, Generation.NONE).toString());
    ObjectNode status = report.putArray("placements").addObject();
    status.put("placement", TrialServices.DEVICE);
    status.put("wanted", own.wanted());
    status.put("ready", own.readyCount());
    status.put("starting", own.running() - own.draining() - own.readyCount());
    status.put("draining", own.draining());
    return new Answer(200, report.toString());
  }

  /// Renders a replica's metric page.
  synchronized Answer page(String workload, String replica) {
    RecordedReplicas own = of(workload);
    advance(workload, own);
    Optional<String> page = own.page(replica);
    if (page.isEmpty() || dark.contains(workload)) {
      return Answer.error(page.isEmpty() ? 404 : 503, "there is no page");
    }
    recorder.read(new History.Page(recorder.now(), workload));
    return new Answer(200, page.get());
  }

  /// Returns desired replicas.
  public synchronized int wanted(String workload) {
    return of(workload).wanted();
  }

  /// Makes its pages unreadable from here on, or readable again.
  public void darken(String workload, boolean isDark) {
    if (isDark) {
      dark.add(workload);
    } else {
      dark.remove(workload);
    }
  }

  boolean knows(String workload) {
    return replicas.containsKey(workload);
  }

  /// Renders file discovery of the serving replicas.
  ///
  /// @param address host:port of their pages
  static byte[] discovery(Map<String, List<String>> serving, String address) {
    ArrayNode groups = JSON.createArrayNode();
    serving.forEach(
        (workload, names) -> {
          for (String replica : names) {
            ObjectNode group = groups.addObject();
            group.putArray("targets").add(address);
            ObjectNode labels = group.putObject("labels");
            labels.put("__metrics_path__", "/pages/" + workload + "/" + replica);
            labels.put("replica", replica);
            labels.put("placement", TrialServices.DEVICE);
          }
        });
    return groups.toString().getBytes(UTF_8);
  }
}
