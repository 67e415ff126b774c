package io.rheostat.app.simulation;

import io.rheostat.simulator.contest.Contender;
import io.rheostat.simulator.contest.Rheostat;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Policies by the name they are asked for.
public final class Policies {
  private static final Pattern HELD = Pattern.compile("static-([1-9][0-9]{0,3})");
  private static final SortedMap<String, Supplier<Contender>> BY_NAME = byName();

  private Policies() {}

  /// To add one, name it here.
  private static SortedMap<String, Supplier<Contender>> byName() {
    SortedMap<String, Supplier<Contender>> policies = new TreeMap<>();
    policies.put("rheostat", Rheostat::new);
    policies.put("static", () -> new Held("static", OptionalInt.empty()));
    return policies;
  }

  /// Every name, in order; besides these, `static-N` holds N replicas.
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /// The policy of a name, with its default settings.
  ///
  /// @throws IllegalArgumentException when there is none, with all names
  public static Contender named(String name) {
    Matcher held = HELD.matcher(name);
    if (held.matches()) {
      return new Held(name, OptionalInt.of(Integer.parseInt(held.group(1))));
    }
    Supplier<Contender> policy = BY_NAME.get(name);
    if (policy == null) {
      throw new IllegalArgumentException(
          "--policy: \"%s\" is no policy. There are %s, and static-N, which holds N replicas."
              .formatted(name, String.join(", ", names())));
    }
    return policy.get();
  }
}
