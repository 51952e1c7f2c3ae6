using Mantle.Core.Authentication;
using Mantle.SignIn.Entities;

namespace Mantle.SignIn.Authorize;

/// <summary>A person who signed in at the page.</summary>
/// <param name="Caller">Who calls from then on.</param>
/// <param name="SignIn">The sign-in.</param>
/// <param name="Request">What the program asked for.</param>
sealed record SignedInPerson(Caller Caller, SignInStatement SignIn, AuthorizeRequest Request);
