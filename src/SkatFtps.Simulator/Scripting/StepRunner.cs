using System;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Scripting;

/// <summary>Does to one session what the script says.</summary>
internal sealed class StepRunner(ControlSession session)
{
    internal Task<StepOutcome> AtAsync(string step, string argument, CancellationToken stop)
    {
        (int occurrence, ScriptStep? script) = session.Options.Script.Take(step);
        return PerformAsync(step, occurrence, script, argument, stop);
    }

    internal async Task<StepOutcome> PerformAsync(
        string step, int occurrence, ScriptStep? script, string argument, CancellationToken stop)
    {
        Func<StepEvent, CancellationToken, Task>? hook = session.Options.Script.OnStep;
        if (hook is not null)
        {
            StepEvent reached = new(step, occurrence, session.Number, session.UserName, argument);
            await hook(reached, stop).ConfigureAwait(false);
        }

        bool answered = false;
        if (script is not null)
        {
            foreach (ScriptAction action in script.Actions)
            {
                await DoAsync(action, stop).ConfigureAwait(false);
                if (session.Ended)
                {
                    return StepOutcome.Ended;
                }

                answered |= action is ScriptAction.Reply or ScriptAction.Raw;
            }
        }

        return answered ? StepOutcome.Answered : StepOutcome.Proceed;
    }

    private async Task DoAsync(ScriptAction action, CancellationToken stop)
    {
        switch (action)
        {
            case ScriptAction.Reply reply:
                session.Transfers.AboutToReply();
                await session.ReplyAsync(reply.Code, reply.Text, stop).ConfigureAwait(false);
                break;
            case ScriptAction.Raw raw:
                session.Transfers.AboutToReply();
                await session.Channel.WriteAsync(raw.Bytes, stop).ConfigureAwait(false);
                break;
            case ScriptAction.Say say:
                await session.ReplyAsync(say.Code, say.Text, stop).ConfigureAwait(false);
                break;
            case ScriptAction.Behind behind:
                session.Channel.Behind = (behind.Code, behind.Text);
                break;
            case ScriptAction.Inject inject:
                session.Injected = inject.Bytes;
                break;
            case ScriptAction.Drop drop:
                End(drop.Target, reset: false);
                break;
            case ScriptAction.Reset reset:
                End(reset.Target, reset: true);
                break;
            case ScriptAction.EndData:
                await session.Transfers.EndDataAsync().ConfigureAwait(false);
                break;
            case ScriptAction.Hang:
                session.Channel.Muted = true;
                await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(false);
                break;
            case ScriptAction.Wait wait:
                await Task.Delay(wait.Time, session.Options.Clock, stop).ConfigureAwait(false);
                break;
            case ScriptAction.ShowCertificate show:
                session.NextHandshake = session.NextHandshake with { Certificate = show.Kind };
                break;
            case ScriptAction.RejectClient reject:
                session.NextHandshake = session.NextHandshake with
                {
                    RejectClientCertificate = reject.WithAlert,
                    DropAfterClientCertificate = !reject.WithAlert,
                };
                break;
            case ScriptAction.DeadPort:
                session.NextPortDead = true;
                break;
            default:
                throw new InvalidOperationException($"Unknown action {action}.");
        }
    }

    private void End(FaultTarget target, bool reset)
    {
        if (target != FaultTarget.Control)
        {
            session.Transfers.CutData(reset);
        }

        if (target == FaultTarget.Data)
        {
            return;
        }

        if (reset)
        {
            session.Channel.Reset();
        }
        else
        {
            session.Channel.Drop();
        }

        session.Ended = true;
    }
}
