/* Fills the tables of IP Helper by the names of their fields and prints them as bytes, one line `name bytes` each, so that the headers
 * of Windows themselves are the judge of where Mooring looks. With mingw-w64 (Debian: gcc-mingw-w64-x86-64) and wine:
 *
 *   x86_64-w64-mingw32-gcc -o tables.exe tables.c && wine ./tables.exe | tr -d '\r' > ../Golden/windows-tables.txt
 */
#include <winsock2.h>
#include <ws2ipdef.h>
#include <ws2tcpip.h>
#include <iphlpapi.h>
#include <netioapi.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

static const ULONG64 ethernet = 0x0006008001000000, filter = 0x0006008002000000, tunnel = 0x0083000000000000, wifi = 0x0047008000000000, loopback = 0x0018000000000000;

static struct { ULONG count; MIB_IF_ROW2 rows[5]; } interfaces;
static struct { ULONG count; MIB_UNICASTIPADDRESS_ROW rows[10]; } addresses;

static void print(const char *name, const void *bytes, size_t length) {
  printf("%s ", name);
  for (size_t i = 0; i < length; i++) printf("%02x", ((const unsigned char *)bytes)[i]);
  printf("\n");
}

static MIB_IF_ROW2 *interface_row(ULONG64 luid, const wchar_t *alias, IF_OPER_STATUS status) {
  MIB_IF_ROW2 *row = &interfaces.rows[interfaces.count++];
  row->InterfaceLuid.Value = luid;
  row->InterfaceIndex = 11 + interfaces.count;
  row->InterfaceGuid = (GUID){0x0a1b2c3d, 0x1122, 0x3344, {0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, (unsigned char)interfaces.count}};
  wcscpy(row->Alias, alias);
  wcscpy(row->Description, L"Described");
  row->OperStatus = status;
  return row;
}

static SOCKADDR_INET socket_address(const char *text) {
  SOCKADDR_INET address;
  memset(&address, 0, sizeof address);
  if (strchr(text, ':')) {
    address.Ipv6.sin6_family = AF_INET6;
    address.Ipv6.sin6_scope_id = 12;
    inet_pton(AF_INET6, text, &address.Ipv6.sin6_addr);
  } else {
    address.Ipv4.sin_family = AF_INET;
    inet_pton(AF_INET, text, &address.Ipv4.sin_addr);
  }
  return address;
}

static MIB_UNICASTIPADDRESS_ROW *address_row(
    ULONG64 luid, const char *text, UINT8 length, NL_PREFIX_ORIGIN prefix, NL_SUFFIX_ORIGIN suffix, ULONG valid, ULONG preferred, NL_DAD_STATE state) {
  MIB_UNICASTIPADDRESS_ROW *row = &addresses.rows[addresses.count++];
  row->Address = socket_address(text);
  row->InterfaceLuid.Value = luid;
  row->InterfaceIndex = 12;
  row->PrefixOrigin = prefix;
  row->SuffixOrigin = suffix;
  row->ValidLifetime = valid;
  row->PreferredLifetime = preferred;
  row->OnLinkPrefixLength = length;
  row->DadState = state;
  row->ScopeId.Value = 0xffffffff;
  row->CreationTimeStamp.QuadPart = -1;
  return row;
}

static void print_route(const char *name, const char *destination, UINT8 length, const char *next_hop, const char *source) {
  MIB_IPFORWARD_ROW2 row;
  SOCKADDR_INET from = socket_address(source);
  char line[64];
  memset(&row, 0, sizeof row);
  row.InterfaceLuid.Value = ethernet;
  row.InterfaceIndex = 12;
  row.DestinationPrefix.Prefix = socket_address(destination);
  row.DestinationPrefix.PrefixLength = length;
  row.NextHop = socket_address(next_hop);
  row.Metric = 256;
  row.ValidLifetime = row.PreferredLifetime = 0xffffffff;
  sprintf(line, "%s.route", name);
  print(line, &row, sizeof row);
  sprintf(line, "%s.source", name);
  print(line, &from, sizeof from);
}

int main(void) {
  interface_row(ethernet, L"\u4ee5\u592a\u7f51", IfOperStatusUp)->InterfaceAndOperStatusFlags.ConnectorPresent = TRUE;
  interface_row(filter, L"\u4ee5\u592a\u7f51-WFP Native MAC Layer LightWeight Filter-0000", IfOperStatusUp)->InterfaceAndOperStatusFlags.FilterInterface = TRUE;
  interfaces.rows[1].InterfaceAndOperStatusFlags.ConnectorPresent = TRUE;
  interface_row(tunnel, L"\u672c\u5730\u8fde\u63a5* 8", IfOperStatusUp);
  interface_row(wifi, L"Wi-Fi", IfOperStatusDown)->InterfaceAndOperStatusFlags.ConnectorPresent = TRUE;
  interface_row(loopback, L"Loopback Pseudo-Interface 1", IfOperStatusUp);
  print("interfaces", &interfaces, sizeof interfaces);

  address_row(ethernet, "192.0.2.9", 24, IpPrefixOriginDhcp, IpSuffixOriginDhcp, 86400, 86400, IpDadStatePreferred);
  address_row(ethernet, "2001:db8:1::5a", 64, IpPrefixOriginRouterAdvertisement, IpSuffixOriginLinkLayerAddress, 7200, 3600, IpDadStatePreferred);
  address_row(ethernet, "2001:db8:1::aaaa", 128, IpPrefixOriginRouterAdvertisement, IpSuffixOriginRandom, 7000, 3000, IpDadStatePreferred);
  address_row(ethernet, "2001:db8:1::53", 64, IpPrefixOriginManual, IpSuffixOriginManual, 0xffffffff, 0xffffffff, IpDadStatePreferred)->SkipAsSource = TRUE;
  address_row(ethernet, "2001:db8:2::5a", 64, IpPrefixOriginRouterAdvertisement, IpSuffixOriginLinkLayerAddress, 600, 0, IpDadStateDeprecated);
  address_row(ethernet, "2001:db8:1::70", 64, IpPrefixOriginRouterAdvertisement, IpSuffixOriginLinkLayerAddress, 7200, 3600, IpDadStateTentative);
  address_row(ethernet, "2001:db8:1::71", 64, IpPrefixOriginRouterAdvertisement, IpSuffixOriginLinkLayerAddress, 7200, 3600, IpDadStateDuplicate);
  address_row(ethernet, "fe80::5a", 64, IpPrefixOriginWellKnown, IpSuffixOriginLinkLayerAddress, 0xffffffff, 0xffffffff, IpDadStatePreferred);
  address_row(loopback, "127.0.0.1", 8, IpPrefixOriginWellKnown, IpSuffixOriginWellKnown, 0xffffffff, 0xffffffff, IpDadStatePreferred);
  address_row(loopback, "::1", 128, IpPrefixOriginWellKnown, IpSuffixOriginWellKnown, 0xffffffff, 0xffffffff, IpDadStatePreferred);
  print("addresses", &addresses, sizeof addresses);

  print_route("IPv4", "0.0.0.0", 0, "192.0.2.1", "192.0.2.9");
  print_route("IPv6", "::", 0, "fe80::1", "2001:db8:1::aaaa");
  print_route("link", "0.0.0.0", 0, "0.0.0.0", "192.0.2.9");
  print_route("subnet", "192.0.2.0", 24, "0.0.0.0", "192.0.2.9");
  return 0;
}
