package io.rheostat.config.auto;

import java.util.List;

/// Port to the sizing of placements, which configurations do not know.
@FunctionalInterface
public interface PlacementSizer {
  /// Sizer of programs that size nothing.
  PlacementSizer NONE =
      _ -> {
        throw new IllegalArgumentException(
            "placements: auto is not sized by this command. List the placements; rheostat size"
                + " --write makes them.");
      };

  /// Returns the placements worth considering, the best first.
  ///
  /// @throws IllegalArgumentException when none serves the expected demand; the message says why
  List<SizedPlacement> size(AutoRequest request);
}
