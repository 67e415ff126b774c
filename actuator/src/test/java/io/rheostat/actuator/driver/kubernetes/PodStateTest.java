package io.rheostat.actuator.driver.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodStateTest {
  private static JsonNode pod(String metadata, String status) throws IOException {
    return new ObjectMapper()
        .readTree("{\"metadata\": {" + metadata + "}, \"status\": " + status + "}");
  }

  private static JsonNode created(String at, String readyAt) throws IOException {
    return pod("\"creationTimestamp\": \"" + at + "\"", Sample.ready(readyAt));
  }

  @Test
  void aPodOnItsWayDownIsDrainingThoughItIsReady() throws IOException {
    assertThat(PodState.of(pod("\"deletionTimestamp\": \"2026-01-01T00:00:00Z\"", Sample.READY)))
        .isEqualTo(new PodState.Draining());
  }

  @Test
  void aPodThatEndedIsGone() throws IOException {
    assertThat(PodState.of(pod("", "{\"phase\": \"Failed\"}"))).isEqualTo(new PodState.Gone());
    assertThat(PodState.of(pod("", "{\"phase\": \"Succeeded\"}"))).isEqualTo(new PodState.Gone());
  }

  @Test
  void aContainerThatOnlyStartsIsStarting() throws IOException {
    JsonNode pod =
        pod(
            "",
            """
            {"phase": "Pending", "containerStatuses":
              [{"state": {"waiting": {"reason": "ContainerCreating"}}}]}
            """);
    assertThat(PodState.of(pod)).isEqualTo(new PodState.Starting());
  }

  @Test
  void aContainerThatCrashesAgainAndAgainIsPending() throws IOException {
    JsonNode pod =
        pod(
            "",
            """
            {"phase": "Running", "initContainerStatuses":
              [{"state": {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 5m"}}}]}
            """);
    assertThat(PodState.of(pod)).isEqualTo(new PodState.Pending("CrashLoopBackOff: back-off 5m"));
  }

  @Test
  void startUpIsThatOfTheNewestReadyPod() throws IOException {
    Pods pods =
        new Pods(
            List.of(
                created("2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z"),
                created("2026-01-01T01:00:00Z", "2026-01-01T01:02:00Z"),
                pod("\"creationTimestamp\": \"2026-01-01T02:00:00Z\"", Sample.STARTING)));

    assertThat(pods.lastStartup()).contains(Duration.ofMinutes(2));
  }

  @Test
  void aRestartTellsNothingOfStartingUp() throws IOException {
    JsonNode pod =
        pod(
            "\"creationTimestamp\": \"2026-01-01T00:00:00Z\"",
            """
            {"conditions": [{"type": "Ready", "status": "True",
              "lastTransitionTime": "2026-01-02T00:00:00Z"}],
             "containerStatuses": [{"restartCount": 1}]}
            """);
    assertThat(PodState.startup(pod)).isEmpty();
  }
}
