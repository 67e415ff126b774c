package io.rheostat.core.sizing;

import io.rheostat.core.capacity.Parallelism;
import io.rheostat.model.resource.Device;
import io.rheostat.model.resource.Precision;
import java.util.Locale;

/// Kind of a replica: its device type, the precision of its weights and their split.
///
/// @param device device type
/// @param precision precision of the weights
/// @param parallelism split of the model over the devices of a replica
public record ReplicaKind(Device device, Precision precision, Parallelism parallelism) {
  /// Returns a name such as `h100-sxm-fp8-tp2`, for a placement; bf16 is left out.
  public String name() {
    StringBuilder name = new StringBuilder(device.name());
    if (precision != Precision.BF16) {
      name.append('-').append(precision.name().toLowerCase(Locale.ROOT));
    }
    if (parallelism.tensorParallel() > 1) {
      name.append("-tp").append(parallelism.tensorParallel());
    }
    if (parallelism.pipelineParallel() > 1) {
      name.append("-pp").append(parallelism.pipelineParallel());
    }
    if (parallelism.expertParallel() > 1) {
      name.append("-ep").append(parallelism.expertParallel());
    }
    return name.toString();
  }
}
