package io.rheostat.topics.mapping;

import io.rheostat.model.fleet.Mode;
import io.rheostat.model.resource.Placement;
import io.rheostat.model.resource.Precision;
import io.rheostat.model.resource.Sharding;
import io.rheostat.topics.proto.FleetProto;
import java.util.List;

/// Enums of declarations. A decoder takes the number too, so an error message can name an unknown
/// one.
public final class FleetEnums {
  private FleetEnums() {}

  /// Encodes a mode of a workload.
  public static FleetProto.Mode encode(Mode mode) {
    return switch (mode) {
      case OBSERVE -> FleetProto.Mode.MODE_OBSERVE;
      case APPROVE -> FleetProto.Mode.MODE_APPROVE;
      case ACT -> FleetProto.Mode.MODE_ACT;
    };
  }

  /// Decodes a mode. A record older than modes has none and gets the default of its targets.
  public static Mode decode(FleetProto.Mode mode, int number, List<Placement> placements) {
    return switch (mode) {
      case MODE_UNSPECIFIED -> Mode.of(placements);
      case MODE_OBSERVE -> Mode.OBSERVE;
      case MODE_APPROVE -> Mode.APPROVE;
      case MODE_ACT -> Mode.ACT;
      case UNRECOGNIZED -> throw Decoding.unknown("workload.mode", number);
    };
  }

  /// Encodes the precision of a model's weights.
  public static FleetProto.Precision encode(Precision precision) {
    return switch (precision) {
      case FP32 -> FleetProto.Precision.PRECISION_FP32;
      case BF16 -> FleetProto.Precision.PRECISION_BF16;
      case FP8 -> FleetProto.Precision.PRECISION_FP8;
      case INT4 -> FleetProto.Precision.PRECISION_INT4;
      case FP4 -> FleetProto.Precision.PRECISION_FP4;
    };
  }

  /// Decodes the precision of a model's weights.
  ///
  /// @param number the number on the wire, for the error message
  /// @throws IllegalArgumentException for an absent or unknown precision
  public static Precision decode(FleetProto.Precision precision, int number) {
    return switch (precision) {
      case PRECISION_FP32 -> Precision.FP32;
      case PRECISION_BF16 -> Precision.BF16;
      case PRECISION_FP8 -> Precision.FP8;
      case PRECISION_INT4 -> Precision.INT4;
      case PRECISION_FP4 -> Precision.FP4;
      case PRECISION_UNSPECIFIED, UNRECOGNIZED -> throw Decoding.unknown("precision", number);
    };
  }

  /// Encodes the sharding of a training job's state.
  public static FleetProto.Sharding encode(Sharding sharding) {
    return switch (sharding) {
      case NONE -> FleetProto.Sharding.SHARDING_NONE;
      case ZERO1 -> FleetProto.Sharding.SHARDING_ZERO1;
      case ZERO2 -> FleetProto.Sharding.SHARDING_ZERO2;
      case ZERO3 -> FleetProto.Sharding.SHARDING_ZERO3;
    };
  }

  /// Decodes the sharding of a training job's state.
  ///
  /// @param number the number on the wire, for the error message
  /// @throws IllegalArgumentException for an absent or unknown sharding
  public static Sharding decode(FleetProto.Sharding sharding, int number) {
    return switch (sharding) {
      case SHARDING_NONE -> Sharding.NONE;
      case SHARDING_ZERO1 -> Sharding.ZERO1;
      case SHARDING_ZERO2 -> Sharding.ZERO2;
      case SHARDING_ZERO3 -> Sharding.ZERO3;
      case SHARDING_UNSPECIFIED, UNRECOGNIZED -> throw Decoding.unknown("sharding", number);
    };
  }
}
