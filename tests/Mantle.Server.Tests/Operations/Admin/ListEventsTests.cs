using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Admin;

[Collection(ServerCollection.Name)]
public class ListEventsTests(TestServer server)
{
    [Fact]
    public async Task An_account_that_is_not_there_is_said_to_be_none() =>
        await server.Management.RefusedAsync(
            "ValidationError",
            "There is no account 123456789012.",
            "mantle",
            "ListEvents",
            ("AccountId", "123456789012")
        );
}
