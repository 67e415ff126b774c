package io.rheostat.core.stage;

import io.rheostat.core.encoding.Shapes;
import io.rheostat.core.encoding.StateFormatException;

/// How kept bytes become state: the descriptions by which bytes of other versions are read, and
/// what becomes of a part that cannot be read.
public interface Restoring {
  /// Reads bytes of this version, and of those from before hosts kept descriptions; refuses what
  /// cannot be read.
  Restoring STRICT =
      new Restoring() {
        @Override
        public Shapes shapes() {
          return Shapes.BEFORE_KEPT;
        }

        @Override
        public void lost(String part, StateFormatException why) {
          throw why;
        }
      };

  /// Returns the known descriptions.
  Shapes shapes();

  /// Takes note that a part cannot be read: the aggregate goes on without it.
  void lost(String part, StateFormatException why);
}
