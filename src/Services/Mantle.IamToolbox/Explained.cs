using Mantle.Core.Authorization;
using Mantle.Core.Explanations;
using Mantle.Wire.IamToolbox;

namespace Mantle.IamToolbox;

/// <summary>Finds the explanation of a denied call for the account that asks.</summary>
static class Explained
{
    /// <exception cref="Wire.ApiException">ResourceNotFoundException: there is none, or it is not for this account.</exception>
    public static async ValueTask<Explanation> FindAsync(DenialRecorder denials, Call call, string id) =>
        await denials.FindAsync(id) is { } denied
        && Explainer.Explain(denied, new Viewer(call.Account.Id, call.Organization?.Id)) is { } explanation
            ? explanation
            : throw NotFound();

    public static Wire.ApiException NotFound() => Errors.ResourceNotFoundException("The requested authorization details do not exist.");
}
