/* The page is there: it shows what the address says. What it shows may be looked at from outside, by its tests. */
close.look = () => ({ data, state, scene, nodes, neighbours, network, everybody, names, choose, passes, holds, isLit, sayEdge, fillOf, ownSize, shapeOf, widthOf, enterGroup, frame, inside, screens, showSlide, panes, laidOf, openTab, showWay, ways, findStrongest, findShortest, isDim, collator, SvgCanvas, drawPictureTo });
if (location.hash.length > 1) readAddress();
