package io.rheostat.config.check;

import io.rheostat.config.read.Declarations;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks against webhooks in the clear or unsigned, and processes unable to start.
final class LocalTargetChecks {
  private static final Pattern PORTS = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
  private static final Set<String> THIS_MACHINE =
      Set.of("localhost", "127.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]");
  private static final int MOST_PORT = 65_535;

  private final Fleet fleet;
  private final Declarations declarations;
  private final Problems problems;
  private final Map<Integer, String> takenPorts = new TreeMap<>();

  LocalTargetChecks(Fleet fleet, Declarations declarations, Problems problems) {
    this.fleet = fleet;
    this.declarations = declarations;
    this.problems = problems;
  }

  void run() {
    for (Workload workload : fleet.workloads().values()) {
      Document document = declarations.document(Declarations.WORKLOAD, workload.name());
      for (int index = 0; index < workload.placements().size(); index++) {
        Placement placement = workload.placements().get(index);
        Place place =
            new Place(document, "spec.placements[" + index + "].target", placement.target());
        takeOver(place);
        switch (placement.target().driver()) {
          case "webhook" -> webhook(place);
          case "process" -> process(place, workload.name() + "/" + placement.name());
          default -> {}
        }
      }
    }
  }

  /// Location of a target in a document.
  private record Place(Document document, String key, Target target) {
    Optional<String> setting(String name) {
      return Optional.ofNullable(target.settings().get(name));
    }

    String key(String name) {
      return key + "." + target.driver() + "." + name;
    }
  }

  private void takeOver(Place place) {
    boolean local = Set.of("webhook", "process").contains(place.target().driver());
    place
        .setting("takeOver")
        .filter(text -> local && !Set.of("true", "false").contains(text))
        .ifPresent(text -> problem(place, "takeOver", "'" + text + "' is unknown.", "Write true."));
  }

  private void webhook(Place place) {
    place.setting("url").flatMap(LocalTargetChecks::wrongUrl).ifPresent(refusal(place, "url"));
    boolean file = place.setting("secretFile").isPresent();
    if (file == place.setting("secretEnv").isPresent()) {
      problem(
          place,
          file ? "secretEnv" : "url",
          file ? "there is a secretFile, too." : "calls could not be signed.",
          "Write one of secretFile and secretEnv.");
    }
    place
        .setting("secretFile")
        .filter(path -> !Files.isReadable(Path.of(path)))
        .ifPresent(
            path ->
                problem(
                    place,
                    "secretFile",
                    path + " can't be read.",
                    "Put the secret there, a line."));
  }

  private static Optional<String> wrongUrl(String text) {
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme());
      String host = url.getHost();
      if (host == null || !Set.of("http", "https").contains(scheme)) {
        return Optional.of("'" + text + "' is no http or https address.");
      }
      if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
        return Optional.of("an address with a user or a fragment is not taken.");
      }
      return scheme.equals("https") || THIS_MACHINE.contains(host)
          ? Optional.empty()
          : Optional.of("http to " + host + " can be read and changed on the way.");
    } catch (URISyntaxException problem) {
      return Optional.of("'" + text + "' is no address: " + problem.getReason() + ".");
    }
  }

  private Consumer<String> refusal(Place place, String name) {
    return what ->
        problem(place, name, what, "Write https://host/path, or http://127.0.0.1:port/path.");
  }

  private void process(Place place, String owner) {
    if (place.setting("command.0").orElse("").isBlank()) {
      problem(place, "command", "the program is empty.", "Write [program, argument, …].");
    }
    for (String path : new String[] {"ready.http", "metrics.path"}) {
      if (!place.setting(path).orElse("").startsWith("/")) {
        problem(place, path, "is no path.", "Write it from its '/' on; the port is known.");
      }
    }
    place
        .setting("workDir")
        .filter(path -> !Files.isDirectory(Path.of(path)))
        .ifPresent(path -> problem(place, "workDir", path + " is no folder.", "Create it."));
    ports(place, owner);
  }

  private void ports(Place place, String owner) {
    Matcher range = PORTS.matcher(place.setting("ports").orElse(""));
    int first = range.matches() ? Integer.parseInt(range.group(1)) : 0;
    int last = range.matches() ? Integer.parseInt(range.group(2)) : 0;
    if (first < 1 || last < first || last > MOST_PORT) {
      problem(
          place,
          "ports",
          "'" + place.setting("ports").orElse("") + "' is no range of ports.",
          "Write it like 8100-8109, within 1..65535.");
      return;
    }
    for (int port = first; port <= last; port++) {
      String other = takenPorts.putIfAbsent(port, owner);
      if (other != null) {
        problem(
            place, "ports", port + " is a port of " + other + ", too.", "Give each its own ports.");
        return;
      }
    }
  }

  private void problem(Place place, String name, String what, String remedy) {
    problems.add(place.document().problem(place.key(name), what, remedy));
  }
}
