import ipaddr from 'ipaddr.js';

/**
 * Whether an address may be connected to: a unicast address of the open internet. Everything else is refused: private,
 * loopback, link-local (cloud metadata 169.254.169.254 is one), carrier-grade NAT, unique local, multicast, reserved,
 * and every IPv6 form that carries an IPv4 address in it (mapped, NAT64, 6to4, Teredo), because what it carries is not
 * what was checked. IPv4-mapped addresses are read as the IPv4 address that they are.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || /^\d+$/.test(address)) return false;
  const read = ipaddr.process(address);
  if (read.range() !== 'unicast') return false;
  // Metadata services outside the link-local range: Alibaba Cloud, Oracle (https://docs.oracle.com/iaas/Content/Compute/Tasks/gettingmetadata.htm).
  return !['100.100.100.200', '192.0.0.192', '168.63.129.16'].includes(read.toString());
}
