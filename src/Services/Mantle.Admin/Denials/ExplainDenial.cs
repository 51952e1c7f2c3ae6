using Mantle.Core.Authorization;
using Mantle.Core.Explanations;
using Mantle.Wire.Admin;

namespace Mantle.Admin.Denials;

/// <summary>
/// Explains a denied call: the one with an id, or the newest of the caller's account (Mantle extension; AWS's own operation is
/// <c>GetRequestAuthorizationDetails</c> of IAM Toolbox, which says neither what is missing nor what to do).
/// </summary>
[Operation]
sealed class ExplainDenial(DenialRecorder denials)
{
    /// <summary>The operations that explain denials. Whoever may not call them still asks about the call before.</summary>
    static readonly string[] Explaining = ["ExplainDenial", "GetRequestAuthorizationDetails", "GetRequestAuthorizationPolicy"];

    public static Access Requires(ExplainDenialRequest r, Call c) => new(Actions.ExplainDenial, "*");

    public async Task<ExplainDenialResponse> ExecuteAsync(ExplainDenialRequest r, Call c, CancellationToken cancellation)
    {
        var denied = r.AuthorizationId is { } id
            ? await denials.FindAsync(id)
            : await denials.FindLatestAsync(c.Account.Id, Explaining)
                ?? throw Errors.NoSuchEntity("No call of this account was denied in the last day.");
        return denied is not null && Explainer.Explain(denied, new Viewer(c.Account.Id, c.Organization?.Id)) is { } explanation
            ? new() { AuthorizationId = denied.Ids[0], Explanation = ExplanationJson.Write(explanation) }
            : throw Errors.NoSuchEntity(
                $"There is no denial {r.AuthorizationId}, it is older than a day, or it belongs to other accounts than yours."
            );
    }
}
