package io.rheostat.config.check;

import io.rheostat.config.read.Declarations;
import io.rheostat.config.shape.KubernetesShapes;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.model.fleet.Fleet;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

/// Checks against targets in Kubernetes with no object or two, and objects shared by two
/// placements.
final class KubernetesChecks {
  /// Names of objects, which must be DNS labels or subdomains (RFC 1123).
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?");

  private static final Pattern PATH =
      Pattern.compile("(?:/(?:[^/\\[\\]]+|\\[[A-Za-z0-9_-]+=[^/\\[\\]]+]))+/[^/\\[\\]]+");
  private static final Pattern CPU = Pattern.compile("[0-9]+(?:\\.[0-9]{1,3})?|[0-9]+m");

  /// A part of a label's or annotation's name is 63 characters at most, and `generation.` stands
  /// before the placement's.
  private static final int LONGEST_PLACEMENT = 63 - "generation.".length();

  private final Fleet fleet;
  private final Declarations declarations;
  private final Problems problems;
  private final Map<KubernetesObject, String> owners = new HashMap<>();

  KubernetesChecks(Fleet fleet, Declarations declarations, Problems problems) {
    this.fleet = fleet;
    this.declarations = declarations;
    this.problems = problems;
  }

  /// A target and where it is written.
  private record Site(Document document, int index, SortedMap<String, String> settings) {
    String key(String name) {
      return "spec.placements["
          + index
          + "].target.kubernetes"
          + (name.isEmpty() ? "" : ".")
          + name;
    }

    boolean has(String name) {
      return settings.containsKey(name);
    }

    String text(String name) {
      return settings.getOrDefault(name, "");
    }
  }

  void run() {
    for (Workload workload : fleet.workloads().values()) {
      Document document = declarations.document(Declarations.WORKLOAD, workload.name());
      for (int index = 0; index < workload.placements().size(); index++) {
        Placement placement = workload.placements().get(index);
        Target target = placement.target();
        if (target.driver().equals(KubernetesShapes.DRIVER)) {
          Site site = new Site(document, index, target.settings());
          check(site, placement);
        }
      }
    }
  }

  private void check(Site site, Placement placement) {
    int before = problems.count();
    object(site);
    parts(site);
    names(site);
    requests(site, placement);
    if (site.has("takeOver") && !List.of("true", "false").contains(site.text("takeOver"))) {
      refuse(site, "takeOver", "'" + site.text("takeOver") + "' is unknown.", "Write true.");
    }
    if (placement.name().length() > LONGEST_PLACEMENT) {
      String what = "the placement's name '" + placement.name() + "' becomes part of an annotation";
      refuse(site, "", what + " and is too long for it.", "Give it a name of 52 letters at most.");
    }
    if (problems.count() == before) {
      alone(site, placement.target());
    }
  }

  /// Requires exactly one object: by a known kind, or by apiVersion, kind and name.
  private void object(Site site) {
    List<String> named =
        new ArrayList<>(KubernetesShapes.KINDS.keySet().stream().filter(site::has).toList());
    List<String> typed = List.of("apiVersion", "kind", "name");
    boolean general = typed.stream().anyMatch(site::has);
    if (general) {
      named.add("apiVersion, kind and name");
    }
    if (named.isEmpty()) {
      String choices = String.join(", ", KubernetesShapes.KINDS.keySet());
      refuse(
          site,
          "",
          "names no object to scale.",
          "Write one of " + choices + ", or apiVersion, kind and name.");
    } else if (named.size() > 1) {
      refuse(site, "", "names two: " + String.join(" and ", named) + ".", "Keep one.");
    } else if (general) {
      for (String part : typed) {
        if (!site.has(part)) {
          refuse(site, "", part + " is missing.", "Write apiVersion, kind and name together.");
        }
      }
    }
  }

  private void parts(Site site) {
    KubernetesShapes.KINDS.forEach(
        (kind, part) -> {
          if (part.isEmpty()) {
            return;
          }
          if (site.has(kind) && !site.has(part)) {
            refuse(site, kind, "needs " + part + ".", "Name the part of it that is to scale.");
          } else if (site.has(part) && !site.has(kind)) {
            refuse(site, part, "means nothing without " + kind + ".", "Write " + kind + ", too.");
          }
        });
    if (site.has("replicasPath") && !PATH.matcher(site.text("replicasPath")).matches()) {
      refuse(
          site,
          "replicasPath",
          "'" + site.text("replicasPath") + "' is no path.",
          "Write it like /spec/groups/[name=gpu]/replicas.");
    }
    boolean findsPods = !site.has("replicasPath") || site.has("podSelector") || !site.has("kind");
    if (!findsPods) {
      refuse(site, "replicasPath", "needs podSelector.", "Write its pods' labels, like app=chat.");
    }
  }

  private void names(Site site) {
    List<String> keys = new ArrayList<>(KubernetesShapes.KINDS.keySet());
    keys.addAll(List.of("namespace", "name"));
    for (String key : keys) {
      if (site.has(key) && !NAME.matcher(site.text(key)).matches()) {
        refuse(
            site,
            key,
            "'" + site.text(key) + "' is no name of Kubernetes.",
            "It needs lower-case letters, digits, '-' and '.', first and last a letter or digit.");
      }
    }
  }

  private void requests(Site site, Placement placement) {
    boolean managed = site.has("resources");
    for (String key : List.of("container", "cpu")) {
      if (site.has(key) && !managed) {
        refuse(site, key, "means nothing without resources: manage.", "Write that, too.");
      }
    }
    if (managed && !site.has("container")) {
      refuse(site, "resources", "needs container.", "Name the container whose requests are set.");
    }
    if (managed && placement.memoryGib() == 0 && !site.has("cpu")) {
      refuse(site, "resources", "has nothing to set.", "Write the placement's memory, or cpu.");
    }
    if (site.has("cpu") && !CPU.matcher(site.text("cpu")).matches()) {
      refuse(site, "cpu", "'" + site.text("cpu") + "' is no CPU count.", "Write 8, 0.5 or 500m.");
    }
  }

  /// Refuses two placements on one object: each would set the replicas of both.
  private void alone(Site site, Target target) {
    String place = site.document().place(site.key(""));
    String earlier = owners.putIfAbsent(KubernetesObject.of(target), place);
    if (earlier != null) {
      String what = "is the target of " + earlier + ", too.";
      refuse(site, "", what, "Give each placement an object of its own.");
    }
  }

  private void refuse(Site site, String key, String what, String remedy) {
    problems.add(site.document().problem(site.key(key), what, remedy));
  }
}
