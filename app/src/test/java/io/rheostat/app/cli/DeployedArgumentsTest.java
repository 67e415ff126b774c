package io.rheostat.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/// The command lines of the pods that `deploy` starts.
class DeployedArgumentsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"kustomize/base/rheostat.yaml", "rendered/example.yaml", "rendered/secured.yaml"})
  void theContainersArgumentsAreTakenByTheRealParser(String file) throws IOException {
    List<String> arguments = arguments(Path.of("../deploy", file));
    CommandLine.ParseResult parsed = Commands.line().parseArgs(arguments.toArray(String[]::new));
    assertThat(parsed.subcommand().commandSpec().name()).isEqualTo("up");
    assertThat(arguments).containsSequence("--config", "/config", "--data", "/data");
  }

  @Test
  void anArgumentThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Commands.line().parseArgs("up", "--konfig", "/config"))
        .isInstanceOf(CommandLine.ParameterException.class);
  }

  private static List<String> arguments(Path file) throws IOException {
    Load load = new Load(LoadSettings.builder().build());
    List<String> arguments = new ArrayList<>();
    for (Object document : load.loadAllFromString(Files.readString(file))) {
      if (document instanceof Map<?, ?> object && "Deployment".equals(object.get("kind"))) {
        collect(object, arguments);
      }
    }
    return arguments;
  }

  /// Adds the values of every key `args`, wherever it is.
  private static void collect(Object node, List<String> arguments) {
    switch (node) {
      case Map<?, ?> map -> {
        if (map.get("args") instanceof List<?> values) {
          values.forEach(value -> arguments.add((String) value));
        }
        map.values().forEach(value -> collect(value, arguments));
      }
      case List<?> list -> list.forEach(value -> collect(value, arguments));
      default -> {}
    }
  }
}
