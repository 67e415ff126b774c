package io.rheostat.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.app.testing.Tool;
import io.rheostat.config.load.ConfigLoader;
import io.rheostat.config.testing.Shipped;
import io.rheostat.ingest.alert.AlertReader;
import io.rheostat.ingest.alert.WebhookReading;
import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import io.rheostat.model.fleet.Fleet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertRulesTest {
  private static final Pattern EXPECTED = Pattern.compile("labels: 'ALERTS\\{(.*)}'");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  @Test
  void everyRuleWaitsAndHasSeveritySummaryAndRemedy() throws Exception {
    assertThat(AlertRules.shipped()).hasSizeGreaterThanOrEqualTo(8);
    for (AlertRules.Rule rule : AlertRules.shipped()) {
      assertThat(rule.period()).as(rule.alert()).matches("[1-9][0-9]*m");
      assertThat(rule.labels()).as(rule.alert()).containsOnlyKeys("severity");
      assertThat(rule.labels().get("severity")).isIn("critical", "warning", "info");
      assertThat(rule.texts()).as(rule.alert()).containsOnlyKeys("summary", "description");
    }
  }

  @Test
  void everyRuleFiresAndDoesNotFireInItsTest(@TempDir Path folder) throws Exception {
    Tool.need("promtool");

    Tool.run(folder, "promtool", "check", "rules", AlertRules.file().toString());
    Tool.run(folder, "promtool", "test", "rules", AlertRules.test().toString());

    Set<String> fired = new TreeSet<>();
    for (String labels : Files.readString(AlertRules.test()).lines().toList()) {
      Matcher alert = EXPECTED.matcher(labels);
      if (alert.find()) {
        fired.add(alert.group(1).replaceAll(".*alertname=\"(\\w+)\".*", "$1"));
      }
    }
    assertThat(fired)
        .containsExactlyInAnyOrderElementsOf(
            AlertRules.shipped().stream().map(AlertRules.Rule::alert).toList());
  }

  /// The labels are those with which promtool saw the alerts fire, about workloads that are there.
  @Test
  void noneOfThemRaisesAWorkload() throws Exception {
    Fleet fleet =
        ConfigLoader.load(Shipped.config("examples/processes"), Shipped.config("signals")).fleet();
    assertThat(fleet.workloads()).containsKey("chat");
    int read = 0;
    for (String line : Files.readString(AlertRules.test()).lines().toList()) {
      Matcher alert = EXPECTED.matcher(line);
      if (alert.find()) {
        WebhookReading.Alerts answer = answer(fleet, alert.group(1));
        assertThat(answer.alerts()).as(line).isEmpty();
        assertThat(answer.rejections())
            .extracting(Rejection::reason)
            .containsExactly(RejectionReason.UNKNOWN_WORKLOAD);
        read++;
      }
    }
    assertThat(read).isGreaterThanOrEqualTo(AlertRules.shipped().size());
  }

  @Test
  void theSameAlertWithALabelWorkloadWouldRaiseIt() throws Exception {
    Fleet fleet =
        ConfigLoader.load(Shipped.config("examples/processes"), Shipped.config("signals")).fleet();

    assertThat(answer(fleet, "alertname=\"RheostatNoCapacity\", workload=\"chat\"").alerts())
        .hasSize(1);
  }

  private static WebhookReading.Alerts answer(Fleet fleet, String labels) {
    String json = LABEL.matcher(labels).replaceAll("\"$1\": \"$2\"");
    String body = "{\"alerts\": [{\"status\": \"firing\", \"labels\": {" + json + "}}]}";
    WebhookReading reading = new AlertReader(fleet).read(body.getBytes(StandardCharsets.UTF_8));
    return (WebhookReading.Alerts) reading;
  }
}
