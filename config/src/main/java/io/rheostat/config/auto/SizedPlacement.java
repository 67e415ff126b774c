package io.rheostat.config.auto;

import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Target;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// Chosen placement.
///
/// @param placement the placement, without a target
/// @param maxSequences recommended largest batch
public record SizedPlacement(Placement placement, int maxSequences) {
  /// Returns the placement at a target made from a template: each `{{…}}` of a setting is filled
  /// in.
  ///
  /// @throws IllegalArgumentException for a name that is not known
  public Placement at(Target template) {
    SortedMap<String, String> settings = new TreeMap<>();
    template.settings().forEach((key, value) -> settings.put(key, filled(value)));
    return placement.withTarget(new Target(template.driver(), settings));
  }

  private String filled(String text) {
    String precision =
        placement.precision().map(each -> each.name().toLowerCase(Locale.ROOT)).orElse("auto");
    String filled =
        text.replace("{{placement}}", placement.name())
            .replace("{{device}}", placement.device())
            .replace("{{tensorParallel}}", Integer.toString(placement.tensorParallel()))
            .replace("{{pipelineParallel}}", Integer.toString(placement.pipelineParallel()))
            .replace("{{maxSequences}}", Integer.toString(maxSequences))
            .replace("{{precision}}", precision);
    int unknown = filled.indexOf("{{");
    if (unknown >= 0) {
      throw new IllegalArgumentException(
          "auto.target: '"
              + filled.substring(unknown)
              + "' is no name of a template. Write {{placement}}, {{device}}, {{tensorParallel}},"
              + " {{pipelineParallel}}, {{precision}} or {{maxSequences}}.");
    }
    return filled;
  }
}
