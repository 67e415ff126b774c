package io.rheostat.app.ingest;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rheostat.app.testing.EstimateFold;
import io.rheostat.app.testing.RecordingLog;
import io.rheostat.app.testing.WriteRequests;
import io.rheostat.app.testing.WriteRequests.Point;
import io.rheostat.config.settings.Configuration;
import io.rheostat.config.settings.Ingest;
import io.rheostat.config.testing.Shipped;
import io.rheostat.config.yaml.ConfigException;
import io.rheostat.ingest.exposition.PageFormat;
import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.http.exchange.PostedRequest;
import io.rheostat.ingest.http.exchange.RequestHeaders;
import io.rheostat.ingest.log.IngestPorts;
import io.rheostat.ingest.matching.SeriesMatcher;
import io.rheostat.ingest.matching.TargetReadings;
import io.rheostat.ingest.matching.sample.PageTime;
import io.rheostat.ingest.metrics.IngestMetrics;
import io.rheostat.ingest.push.PushReceiver;
import io.rheostat.ingest.remotewrite.RemoteWriteEndpoint;
import io.rheostat.ingest.time.IngestTime;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.model.signal.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Pages that come by remote write, torn into requests by shard and sample count, out of order,
/// some twice, from a pair of senders, are worth the same estimates as the pages scraped.
class PushedLikeScrapedTest {
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Configuration declared;

  PushedLikeScrapedTest() throws ConfigException {
    declared = Shipped.demo();
  }

  enum Protocol {
    VERSION_1("application/x-protobuf"),
    VERSION_2("application/x-protobuf;proto=io.prometheus.write.v2.Request");

    private final String type;

    Protocol(String type) {
      this.type = type;
    }

    private byte[] body(List<Point> points) {
      return this == VERSION_1 ? WriteRequests.version1(points) : WriteRequests.version2(points);
    }
  }

  @Property(tries = 25)
  void theyGiveTheEstimatesOfAScrape(@ForAll long seed, @ForAll Protocol protocol)
      throws Exception {
    Random random = new Random(seed);
    SeriesMatcher matcher = new SeriesMatcher(declared);
    List<EnginePage> engines = List.of(new EnginePage("chat-0"), new EnginePage("chat-1"));
    Map<EnginePage, TargetReadings> targets = new HashMap<>();
    engines.forEach(engine -> targets.put(engine, matcher.target(engine.target())));
    Pushed pushed = new Pushed(matcher, protocol);
    EstimateFold scrapedFold = new EstimateFold(declared, START);
    EstimateFold pushedFold = new EstimateFold(declared, START);

    Instant time = START;
    for (int step = 0; step < 14; step++) {
      time = time.plus(INTERVAL);
      PageTime when = new PageTime(time.minusMillis(300), time);
      List<Point> points = new ArrayList<>();
      for (EnginePage engine : engines) {
        engine.live(random);
        byte[] page = engine.text().getBytes(StandardCharsets.UTF_8);
        for (Reading reading :
            requireNonNull(targets.get(engine)).read(page, PageFormat.TEXT, when).readings()) {
          scrapedFold.measured(reading, time);
        }
        points.addAll(engine.points(when.observedAt().toEpochMilli()));
      }
      for (Reading reading : pushed.send(torn(points, random), time)) {
        pushedFold.measured(reading, time);
      }
    }
    Instant end = time.plusSeconds(7);

    assertThat(pushedFold.tick(end)).isEqualTo(scrapedFold.tick(end)).isNotEmpty();
    assertThat(pushedFold.digest()).isEqualTo(scrapedFold.digest());
  }

  /// Requests of both of a pair, by shard and count, some twice, in any order.
  private static List<List<Point>> torn(List<Point> points, Random random) {
    List<List<Point>> requests = new ArrayList<>();
    for (String sender : List.of("a", "b")) {
      List<List<Point>> shards = new ArrayList<>();
      for (int shard = 0; shard < 3; shard++) {
        shards.add(new ArrayList<>());
      }
      for (Point point : points) {
        shards
            .get(Math.floorMod(point.labels().hashCode(), shards.size()))
            .add(point.with("prometheus_replica", sender));
      }
      for (List<Point> shard : shards) {
        int from = 0;
        while (from < shard.size()) {
          int to = Math.min(shard.size(), from + 1 + random.nextInt(30));
          List<Point> request = shard.subList(from, to);
          requests.addAll(Collections.nCopies(1 + random.nextInt(2), request));
          from = to;
        }
      }
    }
    Collections.shuffle(requests, random);
    return requests;
  }

  /// The receiver with all around it but the server.
  private static final class Pushed {
    private final RemoteWriteEndpoint endpoint;
    private final RecordingLog log = new RecordingLog();
    private final Protocol protocol;
    private Instant now = START;

    Pushed(SeriesMatcher matcher, Protocol protocol) {
      this.protocol = protocol;
      IngestPorts ports =
          new IngestPorts(
              log,
              (_, _) -> {},
              new IngestMetrics(new SimpleMeterRegistry()),
              new IngestTime(() -> now, _ -> {}, () -> now));
      endpoint = new RemoteWriteEndpoint(new PushReceiver(matcher, Ingest.DEFAULT, ports));
    }

    List<Reading> send(List<List<Point>> requests, Instant at) {
      now = at;
      int before = log.events().size();
      RequestHeaders headers = RequestHeaders.NONE.with("Content-Encoding", "snappy");
      headers = headers.with("Content-Type", protocol.type);
      for (List<Point> request : requests) {
        assertThat(
                endpoint.post(new PostedRequest("test", headers, protocol.body(request))).status())
            .isBetween(200, 204);
      }
      return log.events().stream()
          .skip(before)
          .map(event -> ((WorkloadEvent.Measured) event).reading())
          .toList();
    }
  }

  /// A vLLM page of a replica with two engines that offers two families for one signal.
  private static final class EnginePage {
    private static final List<String> BOUNDS = List.of("0.1", "0.5", "2.5", "+Inf");

    private final String replica;
    private final Map<String, Double> counters = new TreeMap<>();

    EnginePage(String replica) {
      this.replica = replica;
    }

    Labels target() {
      return new Labels(
          new TreeMap<>(
              Map.of(
                  "instance",
                  replica + ":8000",
                  "pod",
                  replica,
                  "placement",
                  "h100-sxm-tp2",
                  "namespace",
                  "chat")));
    }

    void live(Random random) {
      for (String engine : List.of("0", "1")) {
        String labels = "{engine=\"" + engine + "\",model_name=\"Qwen/Qwen3-32B\"";
        set("vllm:num_requests_running" + labels + "}", random.nextInt(30));
        set("vllm:num_requests_waiting" + labels + "}", random.nextInt(4));
        set("vllm:kv_cache_usage_perc" + labels + "}", random.nextDouble());
        set("vllm:gpu_cache_usage_perc" + labels + "}", random.nextDouble());
        for (String reason : List.of("stop", "length")) {
          grow(
              "vllm:request_success_total" + labels + ",finished_reason=\"" + reason + "\"}",
              random.nextInt(9));
        }
        grow("vllm:prompt_tokens_total" + labels + "}", random.nextInt(9000));
        grow("vllm:generation_tokens_total" + labels + "}", random.nextInt(2000));
        histogram("vllm:time_to_first_token_seconds", labels, random);
        histogram("vllm:request_time_per_output_token_seconds", labels, random);
        histogram("vllm:time_per_output_token_seconds", labels, random);
      }
    }

    private void histogram(String family, String labels, Random random) {
      int more = 0;
      for (String bound : BOUNDS) {
        more += random.nextInt(5);
        grow(family + "_bucket" + labels + ",le=\"" + bound + "\"}", more);
      }
      grow(family + "_sum" + labels + "}", more / 4.0);
    }

    private void set(String series, double value) {
      counters.put(series, value);
    }

    private void grow(String series, double more) {
      counters.merge(series, more, Double::sum);
    }

    String text() {
      StringBuilder text = new StringBuilder();
      counters.forEach(
          (series, value) -> text.append(series).append(' ').append(value).append('\n'));
      return text.toString();
    }

    List<Point> points(long millis) {
      List<Point> points = new ArrayList<>();
      counters.forEach(
          (series, value) -> {
            TreeMap<String, String> labels = new TreeMap<>(target().values());
            labels.put("__name__", series.substring(0, series.indexOf('{')));
            String inside = series.substring(series.indexOf('{') + 1, series.length() - 1);
            for (String label : inside.split(",", -1)) {
              String[] parts = label.split("=", 2);
              labels.put(parts[0], parts[1].replace("\"", ""));
            }
            points.add(new Point(labels, value, millis));
          });
      return points;
    }
  }
}
