package io.rheostat.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Target;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Targets that need no cluster.
class LocalTargetTest {
  private static final String PROCESS =
      "{command: [./worker, \"${PORT}\"], ports: 8100-8109, ready: {http: /health}}";

  @TempDir Path directory;

  private Folder chat(String target) {
    return new Folder(directory)
        .withBasics()
        .write("secret", "0123456789abcdef0123456789abcdef")
        .write("fleet/chat.yaml", workload("chat", target));
  }

  private static String workload(String name, String target) {
    return Folder.inference(
        name,
        """
        placements:
          - device: h100
            target: %s
        bounds: {maxReplicas: 4}
        """
            .formatted(target));
  }

  private Target loaded(String target) {
    Workload chat = Objects.requireNonNull(chat(target).load().fleet().workloads().get("chat"));
    return chat.placements().getFirst().target();
  }

  @Test
  void nestedKeysOfAProcessAreFlatTextsForItsDriver() {
    Target target =
        loaded(
            "{process: {command: [./worker, \"${PORT}\"], ports: 8100-8109, targetsFile: t.json,"
                + " ready: {http: /health, within: 2m}, env: {MODEL: small}}}");

    assertThat(target.driver()).isEqualTo("process");
    assertThat(target.settings())
        .containsEntry("command.0", "./worker")
        .containsEntry("command.1", "${PORT}")
        .containsEntry("ready.http", "/health")
        .containsEntry("ready.within", "120")
        .containsEntry("stopTimeout", "30")
        .containsEntry("logLimit", "10485760")
        .containsEntry("metrics.running", "vllm:num_requests_running")
        .containsEntry("env.MODEL", "small")
        .containsEntry("targetsFile", directory.resolve("t.json").toString())
        .doesNotContainKey("workDir");
  }

  @Test
  void aWebhookKeepsItsAddressAndTheWayToItsSecret() {
    Target target = loaded("{webhook: {url: \"https://scaler/resize\", secretFile: secret}}");

    assertThat(target)
        .isEqualTo(
            new Target(
                "webhook",
                new TreeMap<>(
                    Map.of(
                        "url", "https://scaler/resize",
                        "secretFile", directory.resolve("secret").toString(),
                        "timeout", "5"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          url: "http://scaler/resize", secretEnv: S      | http to scaler can be read
          url: "ftp://scaler/resize", secretEnv: S       | is no http or https address
          url: "https://u:p@scaler/resize", secretEnv: S | with a user or a fragment
          url: "not an address", secretEnv: S            | is no address
          url: "https://scaler/resize"                   | could not be signed
          url: "https://s/r", secretEnv: S, secretFile: secret | there is a secretFile, too
          url: "https://s/r", secretFile: nowhere        | can't be read
          """)
  void aWebhookThatCannotBeTrustedIsRefusedWhereItStands(String keys, String why) {
    assertThat(chat("{webhook: {" + keys + "}}").problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem)
                    .startsWith("fleet/chat.yaml:9: spec.placements[0].target.webhook")
                    .contains(why));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          command: ./worker --fast        | spec.placements[0].target.process.command
          command: [" "]                  | the program is empty
          ports: 8109-8100                | is no range of ports
          ports: 0-10                     | is no range of ports
          ports: 8100                     | is no range of ports
          ready: {http: health}           | is no path
          workDir: nowhere                | is no folder
          stopTimeout: 0s                 | stopTimeout
          atExit: leave                   | atExit
          shell: true                     | unknown key
          """)
  void aProcessThatCouldNotStartIsRefusedWhereItStands(String keys, String why) {
    String name = keys.substring(0, keys.indexOf(':'));
    String others =
        PROCESS
            .substring(1, PROCESS.length() - 1)
            .replaceAll("(?:^|, )" + name + ": (?:\\[[^]]*]|\\{[^}]*}|[^,]*)", "")
            .replaceAll("^, ", "");
    assertThat(chat("{process: {" + others + ", " + keys + "}}").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem).startsWith("fleet/chat.yaml:9: ").contains(why));
  }

  @Test
  void twoPlacementsDoNotShareAPort() {
    Folder folder =
        chat("{process: " + PROCESS + "}")
            .write(
                "fleet/code.yaml",
                workload("code", "{process: " + PROCESS.replace("8100-8109", "8109-8120") + "}"));

    assertThat(folder.problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem)
                    .startsWith("fleet/code.yaml:9: ")
                    .contains("8109 is a port of chat/h100, too"));
  }
}
