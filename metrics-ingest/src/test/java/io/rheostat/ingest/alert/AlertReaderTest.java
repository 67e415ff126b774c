package io.rheostat.ingest.alert;

import static io.rheostat.ingest.testing.Declared.labels;
import static io.rheostat.ingest.testing.Declared.workload;
import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.ingest.testing.Declared;
import io.rheostat.ingest.testing.SharedData;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.signal.Alert;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AlertReaderTest {
  private static final Workload CHAT =
      workload("chat", labels("namespace", "chat", "model_name", "m"), "l4x1");

  @Test
  void anAlertIsMatchedByItsWorkloadLabel() {
    WebhookReading.Alerts read =
        readGood(alert("firing", "\"workload\":\"chat\",\"alertname\":\"HighLatency\""), CHAT);

    assertThat(read.alerts())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("fingerprint")
        .containsExactly(
            new Alert("chat", "HighLatency", true, Instant.parse("2026-11-23T11:33:21.873Z")));
  }

  @Test
  void rheostatsOwnLabelIsReadFirst() {
    Workload code = workload("code", labels("namespace", "code"), "l4x1");
    String labels = "\"workload\":\"chat\",\"rheostat_workload\":\"code\",\"alertname\":\"A\"";

    assertThat(readGood(alert("resolved", labels), CHAT, code).alerts())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("fingerprint")
        .containsExactly(new Alert("code", "A", false, Instant.parse("2026-11-23T11:33:21.873Z")));
  }

  @Test
  void anAlertWithoutTheLabelIsMatchedByTheLabelsOfTheWorkloadsSeries() {
    String labels = "\"namespace\":\"chat\",\"model_name\":\"m\",\"pod\":\"p\",\"alertname\":\"A\"";

    assertThat(readGood(alert("firing", labels), CHAT).alerts())
        .extracting(Alert::workload)
        .containsExactly("chat");
  }

  @Test
  void anUnknownWorkloadIsRejectedAndItsNeighboursLive() {
    String body =
        alert("firing", "\"workload\":\"nobody\",\"alertname\":\"A\"")
            .replace("]}", ",")
            .concat(
                alert("firing", "\"workload\":\"chat\",\"alertname\":\"B\"").split("\\[", 2)[1]);

    WebhookReading.Alerts read = readGood(body, CHAT);

    assertThat(read.alerts()).extracting(Alert::name).containsExactly("B");
    assertThat(read.rejections())
        .extracting(Rejection::reason)
        .containsExactly(RejectionReason.UNKNOWN_WORKLOAD);
  }

  @Test
  void anAlertThatMatchesTwoWorkloadsIsRejected() {
    Workload twin = workload("twin", labels("namespace", "chat"), "l4x1");
    String labels = "\"namespace\":\"chat\",\"model_name\":\"m\",\"alertname\":\"A\"";

    assertThat(readGood(alert("firing", labels), CHAT, twin).rejections())
        .extracting(Rejection::reason)
        .containsExactly(RejectionReason.AMBIGUOUS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"labels\":{\"workload\":\"chat\"},\"startsAt\":\"2026-11-23T06:33:21Z\"}",
        "{\"labels\":{\"workload\":\"chat\",\"alertname\":\"A\"},\"startsAt\":\"yesterday\"}",
        "{\"labels\":{\"workload\":\"chat\",\"alertname\":\"A\"},"
            + "\"startsAt\":\"+12026-11-23T06:33:21Z\"}",
        "{\"labels\":{\"workload\":\"chat\",\"alertname\":{}}}",
        "{\"status\":\"odd\",\"labels\":{\"workload\":\"chat\",\"alertname\":\"A\"}}",
        "7"
      })
  void aBadAlertIsRejectedWithAReason(String alert) {
    String body = "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[" + alert + "]}";

    assertThat(readGood(body, CHAT).rejections())
        .extracting(Rejection::reason)
        .containsExactly(RejectionReason.MALFORMED_WEBHOOK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "not json", "[]", "{\"version\":\"4\",\"alerts\":{}}", "{\"version\":\"4\"}"})
  void aBodyThatIsNotAlertmanagersIsMalformed(String body) {
    assertThat(read(body, CHAT)).isInstanceOf(WebhookReading.Malformed.class);
  }

  @Test
  void aRealPayloadIsRead() throws Exception {
    String body =
        Files.readString(
            SharedData.path(
                "exposition/alertmanager-webhook/prometheus-msteams-prom_post_request.json"));

    assertThat(readGood(body, CHAT).rejections())
        .extracting(Rejection::reason)
        .containsExactly(RejectionReason.UNKNOWN_WORKLOAD);
    assertThat(readGood(body, workload("nodes", labels("job", "docker_nodes"), "l4x1")).alerts())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("fingerprint")
        .containsExactly(
            new Alert(
                "nodes",
                "high_memory_load",
                true,
                Instant.parse("2018-03-07T11:33:21.873077559Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"A\",\"workload\":\"chat\"}}]}",
        "{\"version\":\"1\",\"state\":\"alerting\",\"alerts\":[{\"status\":\"Firing\",\"labels\":"
            + "{\"alertname\":\"A\",\"workload\":\"chat\",\"severity\":3,\"odd\":[1],\"no\":null},"
            + "\"startsAt\":\"0001-01-01T00:00:00Z\",\"values\":{\"B\":1},\"valueString\":\"x\"}]}",
        "{\"version\":4,\"status\":\"firing\",\"commonLabels\":{\"alertname\":\"A\"},"
            + "\"alerts\":[{\"labels\":{\"workload\":\"chat\"},\"startsAt\":null}],\"new\":{}}"
      })
  void aBodyWithTheNeededFieldsIsReadWhateverElseItSays(String body) {
    WebhookReading.Alerts read = readGood(body, CHAT);

    assertThat(read.rejections()).isEmpty();
    assertThat(read.alerts())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("fingerprint")
        .containsExactly(new Alert("chat", "A", true, Alert.UNKNOWN));
  }

  @Test
  void alertsOfOtherLabelsHaveOtherFingerprintsAndRepeatsHaveTheSame() {
    String first = alert("firing", "\"workload\":\"chat\",\"alertname\":\"A\",\"pod\":\"p\"");
    String same = alert("resolved", "\"pod\":\"p\",\"alertname\":\"A\",\"workload\":\"chat\"");
    String other = alert("firing", "\"workload\":\"chat\",\"alertname\":\"A\",\"pod\":\"q\"");

    assertThat(fingerprint(same)).isEqualTo(fingerprint(first)).isNotEmpty();
    assertThat(fingerprint(other)).isNotEqualTo(fingerprint(first));
  }

  private static String fingerprint(String body) {
    return readGood(body, CHAT).alerts().getFirst().fingerprint();
  }

  @Test
  void anAlertThatMayNotRaiseTheWorkloadIsRefusedByName() {
    Workload chosen =
        new Workload(
            CHAT.name(),
            CHAT.pool(),
            CHAT.objective(),
            CHAT.model(),
            CHAT.placements(),
            CHAT.bounds(),
            CHAT.metrics(),
            CHAT.alerts(),
            CHAT.mode(),
            List.of("LatencyHigh"));
    String good = alert("firing", "\"workload\":\"chat\",\"alertname\":\"LatencyHigh\"");
    String other = alert("firing", "\"workload\":\"chat\",\"alertname\":\"DiskFull\"");

    assertThat(readGood(good, chosen).alerts()).hasSize(1);
    assertThat(readGood(other, chosen).alerts()).isEmpty();
    assertThat(readGood(other, chosen).rejections())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.reason()).isEqualTo(RejectionReason.NOT_ALLOWED);
              assertThat(refused.detail()).contains("DiskFull", "chat", "LatencyHigh");
            });
  }

  private static String alert(String status, String labels) {
    return "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[{\"status\":\""
        + status
        + "\",\"labels\":{"
        + labels
        + "},\"startsAt\":\"2026-11-23T06:33:21.873-05:00\"}]}";
  }

  private static WebhookReading.Alerts readGood(String body, Workload... workloads) {
    return (WebhookReading.Alerts) read(body, workloads);
  }

  private static WebhookReading read(String body, Workload... workloads) {
    return new AlertReader(Declared.of(Declared.VLLM, workloads).fleet())
        .read(body.getBytes(StandardCharsets.UTF_8));
  }
}
