using System.Text.Json;
using Mantle.Server.Tests.Operations.Eks;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.IamToolbox;

/// <summary>Calls of IAM Toolbox.</summary>
static class ToolboxCalls
{
    /// <summary>The id that a denial carries.</summary>
    public static string AuthorizationId(this Answer denial) => denial.Headers.GetValues("x-mantle-authorization-id").Single();

    /// <summary>The authorization details of a denial.</summary>
    public static async Task<JsonElement> DetailsAsync(this TestClient client, string id)
    {
        var answer = await client.RestAsync("iam", "GET", $"/authorization-details/{id}");
        Assert.Null(answer.Code());
        return answer.Body;
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
