package io.rheostat.app.demo;

import io.rheostat.streams.Delivery;

/// The whole loop, with the setting that is fast.
class AtLeastOnceLoopTest extends LoopContract {
  AtLeastOnceLoopTest() {
    super(Delivery.AT_LEAST_ONCE);
  }
}
