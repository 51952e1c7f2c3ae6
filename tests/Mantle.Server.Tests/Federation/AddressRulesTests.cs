using System.Net;
using Mantle.Core.Federation;

namespace Mantle.Server.Tests.Federation;

public class AddressRulesTests
{
    [Theory]
    [InlineData("93.184.216.34", true, true)]
    [InlineData("2606:2800:220:1::1", true, true)]
    [InlineData("127.0.0.1", true, false)]
    [InlineData("10.1.2.3", true, false)]
    [InlineData("172.31.255.255", true, false)]
    [InlineData("192.168.0.1", true, false)]
    [InlineData("100.64.0.1", true, false)]
    [InlineData("::1", true, false)]
    [InlineData("fd12:3456::1", true, false)]
    [InlineData("::ffff:127.0.0.1", true, false)]
    [InlineData("64:ff9b::7f00:1", true, false)]
    [InlineData("::ffff:0:127.0.0.1", true, false)]
    [InlineData("::ffff:0:10.1.2.3", true, false)]
    [InlineData("::ffff:0:169.254.169.254", false, false)]
    [InlineData("::ffff:0:93.184.216.34", true, true)]
    [InlineData("64:ff9b:1::93.184.216.34", true, false)]
    [InlineData("64:ff9b:1:7f00:0:100::", false, false)]
    [InlineData("64:ff9b:1:0a01:0002:0300:5db8:d822", true, false)]
    [InlineData("64:ff9b:1::169.254.169.254", false, false)]
    [InlineData("64:ff9b::93.184.216.34", true, true)]
    [InlineData("2002:7f00:1::", true, false)]
    [InlineData("::7f00:1", true, false)]
    [InlineData("::10.1.2.3", true, false)]
    [InlineData("::93.184.216.34", true, true)]
    [InlineData("fe80::5efe:127.0.0.1", false, false)]
    [InlineData("fe80::5efe:93.184.216.34", false, false)]
    [InlineData("fd12::5efe:8.8.8.8", true, false)]
    [InlineData("fd00:ec2::5efe:8.8.8.8", false, false)]
    [InlineData("2606:2800:220:1:0:5efe:8.8.8.8", true, true)]
    [InlineData("2606:2800:220:1:0:5efe:127.0.0.1", true, false)]
    [InlineData("::169.254.169.254", false, false)]
    [InlineData("fd20:ce::254", false, false)]
    [InlineData("168.63.129.16", false, false)]
    [InlineData("::ffff:168.63.129.16", false, false)]
    [InlineData("100.100.100.200", false, false)]
    [InlineData("64:ff9b::100.100.100.200", false, false)]
    [InlineData("192.0.0.192", false, false)]
    [InlineData("2001::1", false, false)]
    [InlineData("169.254.169.254", false, false)]
    [InlineData("::ffff:169.254.169.254", false, false)]
    [InlineData("fd00:ec2::254", false, false)]
    [InlineData("fe80::1", false, false)]
    [InlineData("0.0.0.0", false, false)]
    [InlineData("::", false, false)]
    [InlineData("224.0.0.1", false, false)]
    [InlineData("255.255.255.255", false, false)]
    public void Private_addresses_are_asked_where_allowed_and_link_local_ones_never(string address, bool whereAllowed, bool whereForbidden)
    {
        Assert.Equal(whereAllowed, AddressRules.MayConnect(IPAddress.Parse(address), allowPrivate: true));
        Assert.Equal(whereForbidden, AddressRules.MayConnect(IPAddress.Parse(address), allowPrivate: false));
    }
}
