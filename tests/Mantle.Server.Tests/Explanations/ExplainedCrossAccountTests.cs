using Mantle.Server.Tests.Operations.Organizations;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Explanations;

/// <summary>Every denial of docs/cross-account.md explains itself: what the explanations suggest allows the call.</summary>
[Collection(ServerCollection.Name)]
public class ExplainedCrossAccountTests(TestServer server)
{
    /// <summary>The layers of the page's rows. In the first row the trust policy is what denies, if anything does.</summary>
    static readonly string[] Layers =
    [
        "RoleTrustPolicy",
        "IdentityBasedPolicy",
        "IdentityBasedPolicy",
        "PermissionsBoundary",
        "SessionPolicy",
        "ServiceControlPolicy",
        "ServiceControlPolicy",
        "ResourceControlPolicy",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_an_explanation_suggests_allows_the_call(bool across)
    {
        var stage = await CrossAccountStage.SetAsync(server, across);
        for (var place = 0; place < Layers.Length; place++)
        for (var form = 0; form < CrossAccountStage.Forms; form++)
        {
            // A session policy is for sessions, and the last form is the session.
            if (place == 4 && form < CrossAccountStage.Forms - 1)
                continue;
            await stage.SetPlaceAsync(place);
            var denied = await stage.AssumeAsync(form);
            if (denied.Code is null)
                continue;
            var explained = await ExplainedDenial.OfAsync(denied, stage.Viewers);
            Assert.True(
                explained.Blocking.Contains(Layers[place]) || explained.Blocking.Contains("RoleTrustPolicy"),
                $"{place}, {form}: {string.Join(", ", explained.Blocking)}"
            );
            string? session = null;
            foreach (var (viewer, command) in explained.Commands)
                if (command.Service == "sts")
                    session = command["Policy"];
                else
                    await command.RunAsync(command.Service == "organizations" ? stage.Management : viewer);
            if (session is not null)
                await stage.StartSessionAsync(session);
            var allowed = await stage.AssumeAgainAsync(form);
            Assert.True(
                allowed.Code is null,
                $"{place}, {form}: {allowed.Message} after\n{string.Join('\n', explained.Commands.Select(each => each.Command))}\n"
                    + string.Join('\n', explained.Views)
            );
            await stage.ForgetSuggestionsAsync();
        }
    }
}
