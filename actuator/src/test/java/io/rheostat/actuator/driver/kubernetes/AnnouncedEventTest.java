package io.rheostat.actuator.driver.kubernetes;

import static io.rheostat.actuator.driver.kubernetes.Sample.WORKLOAD;
import static io.rheostat.actuator.driver.kubernetes.Sample.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.actuator.driver.Announcement;
import io.rheostat.model.fleet.Workload;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Events of decisions that change nothing, as `kubectl describe` shows them. Runs against the API
/// server of `KUBECONFIG` where there is one.
class AnnouncedEventTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private final Playground playground = Playground.open();

  @BeforeEach
  void deploy() {
    Sample.deployment(playground, "web", 2);
  }

  @AfterEach
  void leave() throws IOException {
    playground.close();
  }

  private Workload workload() {
    return Sample.workload(target(playground, "deployment", "web"));
  }

  private static Announcement held(Instant at) {
    return new Announcement(
        WORKLOAD, Optional.empty(), Announcement.Kind.HELD, "held at 2 x a: frozen", at);
  }

  private List<JsonNode> events(Announcement.Kind kind) {
    String query = "events?fieldSelector=involvedObject.name=web,reason=" + kind.reason();
    return playground.get(playground.path("v1", query)).path("items").valueStream().toList();
  }

  @Test
  void oneIsWrittenOnceWhoeverWritesItAgain() {
    assertThat(playground.driver().announce(workload(), held(AT))).isEmpty();
    assertThat(playground.driver().announce(workload(), held(AT.plusSeconds(90)))).isEmpty();
    assertThat(playground.driver().announce(workload(), held(AT.plusSeconds(3_600)))).isEmpty();

    assertThat(events(Announcement.Kind.HELD)).hasSize(2);
    JsonNode event = events(Announcement.Kind.HELD).getFirst();
    assertThat(event.path("reason").asText()).isEqualTo("Held");
    assertThat(event.path("type").asText()).isEqualTo("Normal");
    assertThat(event.path("message").asText()).isEqualTo(WORKLOAD + ": held at 2 x a: frozen");
  }

  @Test
  void whatIsAboutAnotherPlacementIsNotWrittenHere() {
    Announcement elsewhere =
        new Announcement(
            WORKLOAD,
            Optional.of("elsewhere"),
            Announcement.Kind.NO_CAPACITY,
            "no capacity on elsewhere",
            AT);

    assertThat(playground.driver().announce(workload(), elsewhere)).isEmpty();
    assertThat(events(Announcement.Kind.NO_CAPACITY)).isEmpty();
  }

  @Test
  void anObjectThatIsNotThereIsAReasonAndNoException() {
    Workload gone = Sample.workload(target(playground, "deployment", "gone"));

    assertThat(playground.driver().announce(gone, held(AT)))
        .singleElement()
        .asString()
        .contains("gone");
  }
}
