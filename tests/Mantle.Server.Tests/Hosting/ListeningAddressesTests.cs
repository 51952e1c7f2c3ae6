using Mantle.Server.Hosting;

namespace Mantle.Server.Tests.Hosting;

public sealed class ListeningAddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5000", true, "http://127.0.0.1:5000")]
    [InlineData("http://localhost:5000", true, "http://localhost:5000")]
    [InlineData("https://[::1]:5001", true, "https://[::1]:5001")]
    [InlineData("http://0.0.0.0:5000", false, "http://127.0.0.1:5000")]
    [InlineData("http://[::]:5000", false, "http://[::1]:5000")]
    [InlineData("http://*:5000", false, "http://127.0.0.1:5000")]
    [InlineData("http://+:5000", false, "http://127.0.0.1:5000")]
    [InlineData("http://10.1.2.3:5000", false, "http://10.1.2.3:5000")]
    [InlineData("http://iam.example.com:80", false, "http://iam.example.com:80")]
    [InlineData("http://unix:/run/mantle.sock", false, null)]
    [InlineData("http://127.0.0.1:5000 http://10.1.2.3:5000", false, "http://127.0.0.1:5000")]
    [InlineData("http://unix:/run/mantle.sock http://127.0.0.1:5000", false, "http://127.0.0.1:5000")]
    [InlineData("", true, null)]
    public void Addresses_tell_who_reaches_the_host_and_where(string addresses, bool isLocal, string? endpoint)
    {
        var listens = ListeningAddresses.Of(addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((isLocal, endpoint), (listens.IsLocal, listens.Endpoint));
    }
}
