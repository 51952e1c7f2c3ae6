using Mantle.Core.Authorization;
using Mantle.Wire.CloudTrail;

namespace Mantle.CloudTrail.Lake;

/// <summary>
/// The resources of CloudTrail Lake, which is not here: no account has an event data store, a channel or a dashboard of its own. What
/// would create one is refused, and what names one does not find it, as in an account at AWS without any.
/// </summary>
static class LakeResource
{
    /// <summary>The access to an event data store, a channel or a dashboard by its ARN, or the last part of it.</summary>
    public static Access Access(Call c, ActionName action, string kind, string? id) =>
        new(
            action,
            id is null ? $"arn:aws:cloudtrail:{c.Region}:{c.Account.Id}:{kind}/*"
                : Arn.TryParse(id, out var arn) && arn.Service is "cloudtrail" ? id
                : $"arn:aws:cloudtrail:{c.Region}:{c.Account.Id}:{kind}/{id}"
        );

    /// <summary>The access to what a resource policy is on.</summary>
    public static Access AccessTo(ActionName action, string arn) => new(action, Arn.TryParse(arn, out _) ? arn : "*");

    public static Wire.ApiException NoStore(string? id) =>
        Errors.EventDataStoreNotFoundException(
            $"The specified event data store {id}was not found.".Replace("  ", " ", StringComparison.Ordinal)
        );

    public static Wire.ApiException NoChannel(string id) => Errors.ChannelNotFoundException($"The specified channel {id} was not found.");

    public static Wire.ApiException NoDashboard(string id) =>
        Errors.ResourceNotFoundException($"The specified dashboard {id} was not found.");

    public static Wire.ApiException NoImport(string id) => Errors.ImportNotFoundException($"The specified import {id} was not found.");

    public static Wire.ApiException NoQuery(string? id) => Errors.QueryIdNotFoundException($"The query ID {id} does not exist.");

    public static Wire.ApiException NotHere(string what) => Errors.UnsupportedOperationException($"{what} not supported.");
}
