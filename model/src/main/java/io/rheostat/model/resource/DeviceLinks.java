package io.rheostat.model.resource;

import io.rheostat.model.Require;

/// Links of one device, each in one direction.
///
/// @param peerBytesPerSecond to the other devices of its node: NVLink, Infinity Fabric, ICI, or
///     PCIe where there is no other
/// @param networkBytesPerSecond to devices of other nodes
/// @param devicesPerNode devices of one node; tensor parallel does not leave it
public record DeviceLinks(
    double peerBytesPerSecond, double networkBytesPerSecond, int devicesPerNode) {
  /// Links of a device that declares none: PCIe 4.0 x16, a 200 Gbit/s network and eight devices a
  /// node.
  public static final DeviceLinks PCIE_4 = new DeviceLinks(32e9, 25e9, 8);

  public DeviceLinks {
    Require.positive("peer link", peerBytesPerSecond);
    Require.positive("network", networkBytesPerSecond);
    Require.atLeast("devicesPerNode", 1, devicesPerNode);
  }
}
