using System.Text.Json;
using Mantle.Server.Tests.Operations.IamToolbox;
using Mantle.Server.Tests.Protocol;

namespace Mantle.Server.Tests.Explanations;

/// <summary>With <c>--enforce log</c>, what would be denied is explained too.</summary>
public class ExplainedWouldBeDenialTests(LoggingServer server) : IClassFixture<LoggingServer>
{
    [Fact]
    public async Task A_call_that_went_through_is_explained_by_the_id_of_its_event()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        await user.Iam("ListUsers");
        var recorded = await root.CallAsync("mantle", "ListEvents", ("AccountId", root.AccountId));
        var listed = recorded
            .All("member")
            .Select(text => JsonDocument.Parse(text).RootElement)
            .Last(each => each.Text("eventName") == "ListUsers");
        var id = listed.GetProperty("additionalEventData").Text("authorizationId");
        var text = (await root.CallAsync("mantle", "ExplainDenial", ("AuthorizationId", id))).Text("Explanation");
        var explained = JsonDocument.Parse(text).RootElement;
        Assert.False(explained.GetProperty("refused").GetBoolean());
        Assert.Equal("implicitDeny", explained.GetProperty("accesses")[0].Text("outcome"));
    }
}
