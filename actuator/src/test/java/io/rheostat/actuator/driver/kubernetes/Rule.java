package io.rheostat.actuator.driver.kubernetes;

import io.rheostat.actuator.driver.kubernetes.api.Verb;
import java.util.Comparator;

/// Something that a Role grants.
///
/// @param group empty for the core group
/// @param resource such as `deployments/scale`
/// @param verb what may be done
record Rule(String group, String resource, Verb verb) implements Comparable<Rule> {
  @Override
  public int compareTo(Rule other) {
    return Comparator.comparing(Rule::group)
        .thenComparing(Rule::resource)
        .thenComparing(Rule::verb)
        .compare(this, other);
  }
}
