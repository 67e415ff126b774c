package io.rheostat.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rheostat.app.broker.RestartableBroker;
import io.rheostat.app.service.runtime.Role;
import io.rheostat.app.testing.Http;
import io.rheostat.app.testing.TopicRecords;
import io.rheostat.config.testing.Shipped;
import io.rheostat.model.fleet.Objective;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.log.WorkloadEvent;
import io.rheostat.streams.Delivery;
import io.rheostat.topics.Topic;
import io.rheostat.topics.codec.WorkloadEventCodec;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ingest without its broker: it says so, keeps what it scraped and delivers it later.
@Tag("broker")
class BrokerGoneTest {
  @TempDir private Path folder;

  private static double counted(SimulatedRun run, String name) {
    return run.service().registry().get(name).counter().count();
  }

  /// Dollars of a good request, as the fleet topic has it.
  private static double worth(SimulatedRun run, String workload) {
    Workload declared = run.view().fleet().workloads().get(workload);
    return declared != null && declared.objective() instanceof Objective.Inference service
        ? service.usdPerGoodRequest()
        : -1;
  }

  private static double waiting(SimulatedRun run) {
    return run.service().registry().get("rheostat.ingest.buffered").gauge().value();
  }

  private static List<WorkloadEvent> log(RestartableBroker broker) {
    return TopicRecords.read(broker.bootstrap(), Topic.WORKLOAD_LOG, WorkloadEventCodec::decode);
  }

  /// Readings on the log; one that was tried twice may be there twice.
  private static long readings(RestartableBroker broker) {
    Set<String> distinct = new HashSet<>();
    for (WorkloadEvent event : log(broker)) {
      if (event instanceof WorkloadEvent.Measured(var reading)) {
        boolean ofDevice = reading.samples().getFirst().signal().isOfDevice();
        distinct.add(reading.replica() + " " + reading.observedAt() + " " + ofDevice);
      }
    }
    return distinct.size();
  }

  @Test
  void readingsWaitForTheBrokerAndAlertsAreAskedToComeAgain() throws Exception {
    try (RestartableBroker broker = new RestartableBroker(folder.resolve("kafka"));
        SimulatedRun run =
            SimulatedRun.start(
                broker.bootstrap(),
                folder,
                Delivery.EXACTLY_ONCE,
                Shipped.demo(),
                Set.of(Role.CONTROL, Role.INGEST))) {
      InetSocketAddress page = run.service().pageAddress().orElseThrow();
      run.pass(Duration.ofSeconds(30));
      run.until("readings", () -> counted(run, "rheostat.ingest.readings") > 0);
      await().until(() -> waiting(run) == 0);
      assertThat(Http.get(page, "/health").statusCode()).isEqualTo(200);

      broker.stop();
      double before = counted(run, "rheostat.ingest.readings");
      run.until("scrapes", () -> counted(run, "rheostat.ingest.readings") >= before + 20);

      HttpResponse<String> answer = run.alert("chat", "SloBurn");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(answer.body()).contains("workload-log");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Http.get(page, "/health").statusCode() == 503);
      assertThat(Http.get(page, "/health").body()).contains("Kafka does not take metrics");
      assertThat(waiting(run)).isGreaterThanOrEqualTo(20);
      // A reload meanwhile ends nothing: it is declared as soon as that can be.
      run.service()
          .declare(
              Demo.scraping(
                  Fleets.worthless(Shipped.demo(), "code"), folder, SimulatedRun.SCRAPES));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Http.get(page, "/health").body().contains("configuration is not declared"));

      broker.start();
      await().atMost(Duration.ofSeconds(60)).until(() -> worth(run, "code") == 0);
      run.until("nothing waits", () -> waiting(run) == 0);
      assertThat(Http.get(page, "/health").statusCode()).isEqualTo(200);
      assertThat(run.alert("chat", "SloBurn").statusCode()).isEqualTo(200);
      run.service().stopIngest();
      await().until(() -> waiting(run) == 0);
      assertThat(counted(run, "rheostat.ingest.buffer.dropped")).isZero();
      assertThat((double) readings(broker)).isEqualTo(counted(run, "rheostat.ingest.readings"));
      assertThat(log(broker)).anyMatch(WorkloadEvent.Alerted.class::isInstance);
    }
  }
}
