package io.rheostat.actuator.driver.process;

import io.rheostat.actuator.driver.Owner;
import io.rheostat.model.resource.Target;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Settings of the replicas of one placement, out of its target's settings.
///
/// @param command program and arguments
/// @param firstPort first port of the range
/// @param lastPort last one
/// @param probes requests to a replica
/// @param limits its times and the size of its log
/// @param stopAtExit whether replicas are stopped with Rheostat
/// @param workDir its working directory
/// @param environment added to its environment
/// @param targetsFile file service discovery of the ready ones
/// @param labels their labels there
/// @param takeOver whether the replicas of another Rheostat are taken over
record ProcessSettings(
    List<String> command,
    int firstPort,
    int lastPort,
    Probes probes,
    Limits limits,
    boolean stopAtExit,
    Optional<Path> workDir,
    Map<String, String> environment,
    Optional<Path> targetsFile,
    SortedMap<String, String> labels,
    boolean takeOver) {

  /// @param readyPath answers 200 when it serves
  /// @param metricsPath its metrics page
  /// @param running gauge of its requests in progress
  record Probes(String readyPath, String metricsPath, String running) {}

  /// @param ready from start to ready at most
  /// @param stop from SIGTERM to SIGKILL
  /// @param logBytes size limit of its log
  record Limits(Duration ready, Duration stop, long logBytes) {}

  ProcessSettings {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /// Parses the settings of a target.
  ///
  /// @throws IllegalArgumentException when something is missing; the configuration's check reports
  ///     it better
  static ProcessSettings of(Target target) {
    Map<String, String> settings = target.settings();
    List<String> command = new ArrayList<>();
    for (int index = 0; settings.containsKey("command." + index); index++) {
      command.add(text(settings, "command." + index));
    }
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command is not a list. Nothing else is ever started.");
    }
    String[] ports = text(settings, "ports").split("-", 2);
    return new ProcessSettings(
        command,
        Integer.parseInt(ports[0]),
        Integer.parseInt(ports[ports.length - 1]),
        new Probes(
            text(settings, "ready.http"),
            settings.getOrDefault("metrics.path", "/metrics"),
            settings.getOrDefault("metrics.running", "vllm:num_requests_running")),
        new Limits(
            duration(settings, "ready.within", "300"),
            duration(settings, "stopTimeout", "30"),
            new BigDecimal(settings.getOrDefault("logLimit", "10485760")).longValue()),
        settings.getOrDefault("atExit", "keep").equals("stop"),
        Optional.ofNullable(settings.get("workDir")).map(Path::of),
        under(settings, "env."),
        Optional.ofNullable(settings.get("targetsFile")).map(Path::of),
        under(settings, "labels."),
        Owner.takesOver(target));
  }

  private static String text(Map<String, String> settings, String key) {
    String text = settings.get(key);
    if (text == null) {
      throw new IllegalArgumentException(key + " is missing.");
    }
    return text;
  }

  private static Duration duration(Map<String, String> settings, String key, String otherwise) {
    BigDecimal seconds = new BigDecimal(settings.getOrDefault(key, otherwise));
    return Duration.ofMillis(seconds.movePointRight(3).longValue());
  }

  private static SortedMap<String, String> under(Map<String, String> settings, String prefix) {
    SortedMap<String, String> found = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }
}
