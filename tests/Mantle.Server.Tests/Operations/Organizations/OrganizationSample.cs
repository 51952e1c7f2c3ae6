using System.Text.Json.Nodes;
using Mantle.Server.Tests.Support;
using Mantle.Wire.Model;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>Requests that the service model accepts.</summary>
static class OrganizationSample
{
    public static OperationModel Model(string name) =>
        Wire.Services.Organizations.Model.Operations.Single(operation => operation.Name == name);

    /// <summary>The required members, well-formed, with ids of nothing that exists.</summary>
    public static JsonObject Of(string name, string accountId)
    {
        var input = new JsonObject();
        foreach (var member in Model(name).Input?.Members ?? [])
            if (member.Required)
                input[member.Name] = Value(member.Name, member.Shape, accountId);
        return input;
    }

    public static JsonNode Value(string name, ShapeModel shape, string accountId) =>
        name switch
        {
            "AccountId" or "TargetId" or "ChildId" or "ResourceId" => "999999999999",
            "ParentId" or "SourceParentId" or "DestinationParentId" or "RootId" => "r-zzzz",
            "OrganizationalUnitId" => "ou-zzzz-zzzzzzzz",
            "PolicyId" => "p-zzzzzzzz",
            "HandshakeId" => "h-zzzzzzzz",
            "CreateAccountRequestId" => "car-zzzzzzzz",
            "Id" => "rt-zzzzzzzz",
            "Target" => new JsonObject { ["Id"] = accountId, ["Type"] = "ACCOUNT" },
            "Email" => "someone@example.com",
            "Content" => Documents.Deny("s3:*"),
            "ServicePrincipal" => "iam.amazonaws.com",
            "Tags" => new JsonArray(new JsonObject { ["Key"] = "k", ["Value"] = "v" }),
            "TagKeys" => new JsonArray("k"),
            "StartTimestamp" => 1_900_000_000,
            _ when shape.EnumValues.Count > 0 => shape.EnumValues[0],
            _ => "name",
        };
}
