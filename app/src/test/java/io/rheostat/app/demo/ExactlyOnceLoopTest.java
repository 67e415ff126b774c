package io.rheostat.app.demo;

import io.rheostat.streams.Delivery;

/// The whole loop, with the setting that is the default.
class ExactlyOnceLoopTest extends LoopContract {
  ExactlyOnceLoopTest() {
    super(Delivery.EXACTLY_ONCE);
  }
}
