package io.rheostat.core.stage;

import io.rheostat.core.encoding.StateShapes;
import io.rheostat.core.encoding.coder.StateFormatException;

/// Rules for turning kept bytes into state: the descriptions for bytes of other versions, and the
/// treatment of an unreadable part.
public interface Restoring {
  /// Rules for bytes of this version, and of those from before hosts kept descriptions; unreadable
  /// bytes are refused.
  Restoring STRICT =
      new Restoring() {
        @Override
        public StateShapes shapes() {
          return StateShapes.BEFORE_KEPT;
        }

        @Override
        public void lost(String part, StateFormatException why) {
          throw why;
        }
      };

  /// Returns the known descriptions.
  StateShapes shapes();

  /// Records an unreadable part: the aggregate goes on without it.
  void lost(String part, StateFormatException why);
}
