using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Admin;

/// <summary>What the whole installation shares is the management account's, and the gate says so as for every other access.</summary>
[Collection(ServerCollection.Name)]
public class ManagementAccessTests(TestServer server)
{
    [Theory]
    [InlineData("CreateAccount", "Name", "x")]
    [InlineData("ListEvents", "AccountId", "111122223333")]
    [InlineData("ListSessionKeys", null, null)]
    [InlineData("RevokeSessionKey", "KeyId", "1")]
    [InlineData("RotateSessionKey", null, null)]
    public async Task The_root_user_of_another_account_is_denied_and_the_event_says_what(string action, string? name, string? value)
    {
        var root = await server.NewAccountAsync();
        await root.RefusedAsync(
            "AccessDenied",
            $"User: arn:aws:iam::{root.AccountId}:root is not authorized to perform: mantle:{action} because it is not in the "
                + "management account",
            "mantle",
            action,
            name is null ? [] : [(name, value!)]
        );
        var last = (await server.EventsAsync(root))[^1];
        Assert.Equal((action, "AccessDenied"), (last.GetProperty("eventName").GetString(), last.GetProperty("errorCode").GetString()));
        Assert.Contains($"mantle:{action}", last.GetProperty("additionalEventData").GetRawText());
    }
}
